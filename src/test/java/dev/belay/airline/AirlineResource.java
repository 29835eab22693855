package dev.belay.airline;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.platform.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A stand-in provider that plays a sample of the recordings, the airline's systems as HTTP tools, and a policy per
/// recording, with and without a break. The sample is drawn with a seed that is printed; `-Dbelay.airline.seed` sets
/// it.
public final class AirlineResource implements QuarkusTestResourceLifecycleManager {
    private static final int RECORDINGS = Integer.getInteger("belay.airline.recordings", 4);
    private static final int BREAKS_EACH = Integer.getInteger("belay.airline.breaks", 4);
    /// As often as the model door tries one model, so that the first tier falls and the next finds the provider well.
    private static final int FAILURES = 3;

    private static final Set<String> EFFECTS = Set.of(
            "book_reservation",
            "cancel_reservation",
            "send_certificate",
            "transfer_to_human_agents",
            "update_reservation_baggages",
            "update_reservation_flights",
            "update_reservation_passengers");

    static StandIn provider;
    static AirlineServer airline;
    static List<Broken> sample = List.of();

    /// @param afterResults the provider breaks when a request holds so many results
    record Broken(Recording recording, int afterResults) {
        String policy() {
            return "broken-" + recording.task() + "-" + recording.trial() + "-" + afterResults;
        }
    }

    @Override
    public Map<String, String> start() {
        if (!Recording.available()) {
            return Map.of();
        }
        Map<String, String> config = new HashMap<>();
        sample = draw();
        provider = StandIn.start(
                StandInOptions.onAnyPort().withRecordings(Recording.folder().resolve("trajectories.jsonl")));
        airline = new AirlineServer();
        for (Broken broken : sample) {
            String model = "standin-w08@k" + broken.afterResults() + "@x" + FAILURES + ":"
                    + broken.recording().id();
            model(config, broken.policy(), model);
        }
        tools(config);
        config.put("belay.calls.retry.base", "10ms");
        // The breaks are many and wanted; the model is to be asked all the same.
        config.put("belay.calls.breaker.requests", "100000");
        config.put("belay.calls.retry.budget.floor", "100000");
        return config;
    }

    private static void model(Map<String, String> config, String id, String name) {
        config.put("belay.models." + id + ".base-url", provider.baseUrl().toString());
        config.put("belay.models." + id + ".name", name);
        config.put("belay.routes." + id + ".models", id);
        config.put("belay.policies." + id + ".route", id);
    }

    private static void tools(Map<String, String> config) {
        try {
            for (var tool : Json.tree(Files.readString(Recording.folder().resolve("tools.json")))) {
                String name = tool.at("/function/name").asText();
                if (!name.equals("calculate")) {
                    tool(
                            config,
                            name,
                            tool.at("/function/description").asText(),
                            tool.at("/function/parameters").toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tool(Map<String, String> config, String name, String description, String schema) {
        String key = "belay.tools.http." + name + ".";
        config.put(key + "description", description.replace("$", "$$"));
        config.put(key + "schema", schema);
        config.put(key + "method", "POST");
        config.put(key + "url", "http://127.0.0.1:" + airline.port() + "/" + name);
        config.put(key + "allow-private", "true");
        config.put(key + "output-limit", "200000");
        config.put(key + "effect", EFFECTS.contains(name) ? "keyed" : "pure");
        if (EFFECTS.contains(name)) {
            config.put(key + "idempotency-header", "Idempotency-Key");
        }
        config.put(key + "repeatable", Boolean.toString(name.equals("book_reservation")));
    }

    private static List<Broken> draw() {
        long seed = Long.getLong("belay.airline.seed", System.nanoTime());
        System.out.println("airline recordings: -Dbelay.airline.seed=" + seed);
        Random random = new Random(seed);
        List<Recording> recordings = new ArrayList<>(Recording.withCalls(5));
        Collections.shuffle(recordings, random);
        List<Broken> drawn = new ArrayList<>();
        for (Recording recording : recordings.subList(0, Math.min(RECORDINGS, recordings.size()))) {
            List<Integer> places = new ArrayList<>();
            for (int k = 1; k <= recording.calls().size(); k++) {
                places.add(k);
            }
            Collections.shuffle(places, random);
            places.stream().limit(BREAKS_EACH).forEach(k -> drawn.add(new Broken(recording, k)));
        }
        return List.copyOf(drawn);
    }

    @Override
    public void stop() {
        if (provider != null) {
            provider.close();
            airline.close();
        }
    }
}

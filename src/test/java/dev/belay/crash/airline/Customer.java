package dev.belay.crash.airline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.crash.rig.Site;
import dev.belay.exchange.Cancellation;
import dev.belay.platform.Json;
import dev.belay.platform.Pause;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The customer of one recorded conversation: says one thing after the other, each as a run of the same session. Where
/// a process does not answer, whoever serves now is asked: with the same key as long as nobody has accepted the run,
/// and after that for the run.
final class Customer implements Runnable {
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String RUNNING = "RUNNING";
    private static final long LONGEST_RUN_MILLIS = 900_000;

    private final Play play;
    private final List<String> tools;
    private final HttpClient http;
    private final Function<String, URI> where;
    private volatile String trouble = "not finished";

    /// @param where the address of a path, in the process that serves now
    Customer(Play play, List<String> tools, HttpClient http, Function<String, URI> where) {
        this.play = play;
        this.tools = tools;
        this.http = http;
        this.where = where;
    }

    /// Plays them all, so many at once.
    static List<Customer> all(List<Play> plays, Site site, int atOnce) throws InterruptedException {
        List<String> tools = AirlineTools.names();
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Customer> customers = plays.stream()
                    .map(play -> new Customer(
                            play, tools, http, path -> site.process().uri(path)))
                    .toList();
            customers.forEach(threads::execute);
            threads.shutdown();
            threads.awaitTermination(PATIENCE.toMinutes(), TimeUnit.MINUTES);
            http.shutdownNow();
            return customers;
        }
    }

    Play play() {
        return play;
    }

    /// @return `null` if everything was answered
    String trouble() {
        return trouble;
    }

    @Override
    public void run() {
        for (int turn = 1; turn <= play.recording().userTurns().size(); turn++) {
            JsonNode run = follow(start(turn).path("id").asText());
            if (!run.path("state").asText().equals("SUCCEEDED")) {
                trouble = "turn " + turn + ": " + run;
                return;
            }
        }
        trouble = null;
    }

    private JsonNode start(int turn) {
        String body = Json.write(body(turn));
        return answer(
                path -> HttpRequest.newBuilder(where.apply(path))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", play.session() + "-" + turn)
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                "/api/v1/runs");
    }

    private ObjectNode body(int turn) {
        ObjectNode body = Json.object()
                .put("model", play.model())
                .put("session", play.session())
                .put("deadline_ms", LONGEST_RUN_MILLIS);
        ArrayNode messages = body.putArray("messages");
        if (turn == 1) {
            messages.addObject().put("role", "system").put("content", play.system());
        }
        messages.addObject()
                .put("role", "user")
                .put("content", play.recording().userTurns().get(turn - 1));
        tools.forEach(body.putArray("tools")::add);
        return body;
    }

    private JsonNode follow(String id) {
        Duration look = SHORTEST_LOOK;
        while (true) {
            Pause.REAL.await(look, new Cancellation());
            JsonNode run = answer(path -> HttpRequest.newBuilder(where.apply(path)), "/api/v1/runs/" + id);
            if (!run.path("state").asText().equals(RUNNING)) {
                return run;
            }
            look = look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
        }
    }

    /// Asks until somebody answers.
    private JsonNode answer(Function<String, HttpRequest.Builder> request, String path) {
        while (true) {
            HttpResponse<String> response = http.sendAsync(
                            request.apply(path).timeout(Duration.ofSeconds(30)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .exceptionally(_ -> null)
                    .join();
            if (response != null && response.statusCode() / 100 == 2) {
                return Json.tree(response.body());
            }
            if (response != null && response.statusCode() / 100 == 4) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            Pause.REAL.await(LONGEST_LOOK, new Cancellation());
        }
    }
}

package dev.belay.edge.cli.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.remote.ApiFailed;
import dev.belay.edge.cli.remote.ServerSentEvents;
import dev.belay.edge.cli.terminal.Interrupt;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.RunState;
import dev.belay.platform.Json;
import dev.belay.platform.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Puts questions to a server: starts a run, follows its events, and asks for the run when they end. A stream that
/// breaks is taken up again after its last event.
public final class ServerDesk implements Desk {
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final int TRIES = 20;

    private final Api api;
    private final Pause pause;

    public ServerDesk(Api api, Pause pause) {
        this.api = api;
        this.pause = pause;
    }

    /// @throws ApiFailed if the server cannot be reached, or refuses the question
    @Override
    public Reply ask(Question question, Consumer<Progress> watcher) {
        JsonNode started = api.post("/api/v1/runs", question.json());
        String id = started.path("id").asText("");
        String path = "/api/v1/runs/" + id;
        try (var _ = new Interrupt(() -> api.post(path + "/cancel", Json.object()))) {
            JsonNode known = started.has("strategy") ? started : api.get(path);
            watcher.accept(new Progress.Started(id, known.path("strategy").asText("")));
            JsonNode run = state(started) == RunState.RUNNING ? follow(path, watcher) : known;
            RunState state = state(run);
            return new Reply(run, state, ExitCode.of(state));
        }
    }

    /// Watches until the run is no longer live. What the stream misses, the run itself tells.
    private JsonNode follow(String path, Consumer<Progress> watcher) {
        String[] last = {null};
        Streamed streamed = new Streamed();
        JsonNode run = null;
        for (int tries = 0; tries < TRIES; tries++) {
            if (tries > 0) {
                pause.await(BETWEEN, new Cancellation());
            }
            if (read(path, last, (kind, data) -> streamed.of(kind, data).forEach(watcher))) {
                tries = 0;
            }
            run = api.get(path);
            if (state(run) != RunState.RUNNING) {
                return run;
            }
        }
        return run;
    }

    /// @param last id of the last event, read and written
    /// @param watcher hears kind and data of each event
    /// @return whether there were any events
    private boolean read(String path, String[] last, BiConsumer<String, JsonNode> watcher) {
        boolean any = false;
        try (ServerSentEvents events = api.events(path + "/events", last[0], SILENCE)) {
            for (var event = events.next(); event != null; event = events.next()) {
                any = true;
                last[0] = event.id().isEmpty() ? last[0] : event.id();
                watcher.accept(event.name(), data(event.data()));
            }
        } catch (IOException _) {
            // the connection broke; the next one begins after the last event
        }
        return any;
    }

    private static JsonNode data(String text) throws IOException {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IOException("an event that is not JSON", e);
        }
    }

    private static RunState state(JsonNode run) {
        try {
            return RunState.valueOf(run.path("state").asText("").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new ApiFailed(
                    0, "the server tells of a state this program does not know: " + run.path("state"), null);
        }
    }
}

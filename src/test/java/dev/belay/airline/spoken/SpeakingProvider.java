package dev.belay.airline.spoken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.belay.airline.Recording;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;

/// A provider of models that know no native calls and say what was recorded, each in its dialect. Which
/// conversation is meant stands in the system text as [#mark] writes it.
///
/// It counts what customers have said and what was decided since, so that it need not understand how Belay tells
/// the rest.
public final class SpeakingProvider implements AutoCloseable {
    private static final String MARK = "Conversation ";
    private static final String CLOSING = "The recording ends here.";
    private static final String WORDS = "I will look into that for you.";

    private final HttpServer server;
    private final Map<String, List<Turn>> conversations = new HashMap<>();
    private final Set<String> complaints = new ConcurrentSkipListSet<>();

    public SpeakingProvider() {
        try {
            for (String line : Files.readAllLines(Recording.folder().resolve("trajectories.jsonl"))) {
                JsonNode recorded = Json.tree(line);
                conversations.put(recorded.get("task_id") + "." + recorded.get("trial"), turns(recorded));
            }
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /// What the customer says, and what is decided after it.
    private record Turn(String said, List<JsonNode> decisions) {}

    /// What a system text has to hold.
    public static String mark(Recording recording) {
        return MARK + recording.id() + ".";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// What was wrong with requests: tools offered natively, another form taught than the model knows.
    public Set<String> complaints() {
        return complaints;
    }

    private static List<Turn> turns(JsonNode recorded) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode message : recorded.get("messages")) {
            String role = message.get("role").asText();
            if (role.equals("user")) {
                turns.add(new Turn(message.get("content").asText(), new ArrayList<>()));
            } else if (role.equals("assistant")) {
                turns.getLast().decisions().add(message);
            }
        }
        return turns;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode asked = Json.tree(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] events = events(said(asked)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, events.length);
            exchange.getResponseBody().write(events);
        } catch (RuntimeException e) {
            complaints.add(e.toString());
        }
    }

    private String said(JsonNode asked) {
        Spoken spoken = Spoken.of(asked.get("model").asText());
        String system = system(asked);
        if (!asked.path("tools").isEmpty() || !spoken.wasTaught(system)) {
            complaints.add(spoken + ": natively offered, or another form taught");
        }
        int from = system.indexOf(MARK) + MARK.length();
        List<Turn> turns =
                conversations.get(system.substring(from, system.indexOf('.', system.indexOf('.', from) + 1)));
        int turn = 0;
        int step = 0;
        for (JsonNode message : asked.get("messages")) {
            String role = message.get("role").asText();
            if (role.equals("user")
                    && turn < turns.size()
                    && message.get("content").asText().equals(turns.get(turn).said())) {
                turn++;
                step = 0;
            } else if (role.equals("assistant")) {
                step++;
            }
        }
        List<JsonNode> decisions = turns.get(turn - 1).decisions();
        return step < decisions.size() ? said(spoken, decisions.get(step), step) : CLOSING;
    }

    /// Of several calls in one turn the recorded program executed the first only.
    private static String said(Spoken spoken, JsonNode decision, int step) {
        JsonNode call = decision.path("tool_calls").path(0).path("function");
        String words = decision.path("content").asText("");
        return call.isMissingNode()
                ? words
                : spoken.call(
                        words.isBlank() && step % 2 == 0 ? WORDS : words,
                        call.get("name").asText(),
                        call.get("arguments").asText());
    }

    private static String system(JsonNode asked) {
        StringBuilder system = new StringBuilder();
        for (JsonNode message : asked.get("messages")) {
            if (message.get("role").asText().equals("system")) {
                system.append(message.get("content").asText()).append('\n');
            }
        }
        return system.toString();
    }

    private static String events(String text) {
        return event(Json.object().put("content", text), null) + event(Json.object(), "stop") + "data: [DONE]\n\n";
    }

    private static String event(ObjectNode delta, String finish) {
        ObjectNode chunk = Json.object()
                .put("object", "chat.completion.chunk")
                .put("id", "c")
                .put("model", "spoken");
        ObjectNode choice =
                chunk.putArray("choices").addObject().put("index", 0).put("finish_reason", finish);
        choice.set("delta", delta);
        return "data: " + Json.write(chunk) + "\n\n";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.belay.drill.score.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Puts a stream of `chat.completion.chunk` together, and notes what is not as OpenAI sends it. Used by one thread.
final class Events {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final Map<Integer, Call> calls = new TreeMap<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private final List<String> malformed = new ArrayList<>();
    private final List<String> inexact = new ArrayList<>();
    private JsonNode usage = Json.object();
    private JsonNode belay = Json.object();
    private JsonNode error = Json.object();
    private String model = "";
    private String finish = "";
    private boolean done;

    /// A tool call as its deltas have told it so far.
    private static final class Call {
        private String id = "";
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
    }

    static Said read(String body) {
        Events events = new Events();
        if (body.indexOf('\r') >= 0) {
            events.inexact.add("lines end in CR");
        }
        String plain = body.replace("\r\n", "\n");
        int from = 0;
        for (int end = plain.indexOf("\n\n"); end >= 0; end = plain.indexOf("\n\n", from)) {
            events.frame(plain.substring(from, end));
            from = end + 2;
        }
        if (!plain.substring(from).isBlank()) {
            events.inexact.add("the last event has no end");
        }
        return events.said();
    }

    private void frame(String frame) {
        for (String line : frame.split("\n")) {
            if (line.startsWith("data:")) {
                if (!line.startsWith("data: ")) {
                    inexact.add("no space after data:");
                }
                data(line.substring("data:".length()).strip());
            } else if (!line.startsWith(":")) {
                inexact.add("a line that is neither data nor comment: " + Said.shortened(line));
            }
        }
    }

    private void data(String data) {
        if (done) {
            malformed.add("an event after [DONE]");
        } else if (data.equals("[DONE]")) {
            done = true;
        } else {
            try {
                chunk(Json.mapper().readTree(data));
            } catch (JsonProcessingException _) {
                malformed.add("an event that is not JSON: " + Said.shortened(data));
            }
        }
    }

    private void chunk(JsonNode chunk) {
        if (chunk.has("error")) {
            error = chunk;
            return;
        }
        if (!chunk.path("choices").isArray()) {
            malformed.add("an event without choices: " + Said.shortened(chunk.toString()));
            return;
        }
        ids.add(chunk.path("id").asText());
        if (!chunk.path("object").asText().equals("chat.completion.chunk")) {
            inexact.add("object is " + chunk.path("object").asText("absent"));
        }
        model = chunk.path("model").asText(model);
        usage = chunk.path("usage").isObject() ? chunk.path("usage") : usage;
        belay = chunk.path("belay").isObject() ? chunk.path("belay") : belay;
        for (JsonNode choice : chunk.path("choices")) {
            delta(choice.path("delta"));
            finish = choice.path("finish_reason").asText(finish);
        }
    }

    private void delta(JsonNode delta) {
        if (!delta.path("content").isNull()) {
            text.append(delta.path("content").asText(""));
        }
        if (!delta.path("refusal").isNull()) {
            refusal.append(delta.path("refusal").asText(""));
        }
        for (JsonNode piece : delta.path("tool_calls")) {
            if (!piece.has("index")) {
                malformed.add("a piece of a call without an index");
            }
            Call call = calls.computeIfAbsent(piece.path("index").asInt(), _ -> new Call());
            String id = piece.path("id").asText("");
            if (!id.isEmpty() && !call.id.isEmpty()) {
                inexact.add("a call is opened twice");
            }
            call.id = id.isEmpty() ? call.id : id;
            call.name.append(piece.path("function").path("name").asText(""));
            call.arguments.append(piece.path("function").path("arguments").asText(""));
        }
    }

    private Said said() {
        if (ids.size() > 1) {
            inexact.add("the chunks have " + ids.size() + " ids");
        }
        calls.values().stream().filter(call -> call.id.isEmpty()).forEach(_ -> malformed.add("a call without an id"));
        Said.Told told = Said.told(error, Json.object().<ObjectNode>set("usage", usage));
        JsonNode more = told.belay().isObject() ? told.belay() : belay;
        return new Said(
                text.toString(),
                refusal.toString(),
                calls.values().stream()
                        .map(call -> call.name + "(" + call.arguments + ")")
                        .toList(),
                finish,
                new Said.Told(model, told.error(), told.code(), usage.isEmpty() ? null : usage, more),
                new Said.Form(done, done || !finish.isEmpty(), once(malformed), once(inexact)));
    }

    /// What is said of many chunks is said once.
    private static List<String> once(List<String> flaws) {
        return flaws.stream().distinct().limit(5).toList();
    }
}

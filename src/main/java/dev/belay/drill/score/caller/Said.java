package dev.belay.drill.score.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.List;

/// The meaning of a response: a completion, or an error.
///
/// @param calls as `name(arguments)`
/// @param finish the finish reason, or empty
public record Said(String text, String refusal, List<String> calls, String finish, Told told, Form form) {

    /// @param error the message of an error; empty if there is none
    /// @param code its code, or its type
    /// @param usage or `null`
    /// @param belay what a Belay server adds, or missing
    public record Told(String model, String error, String code, JsonNode usage, JsonNode belay) {}

    /// @param done whether `[DONE]` was said
    /// @param complete whether the response says that it is all there
    /// @param malformed what no client could read
    /// @param inexact what strict clients stumble over
    public record Form(boolean done, boolean complete, List<String> malformed, List<String> inexact) {}

    /// One that is not streamed.
    static Said of(String body) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(body);
        } catch (JsonProcessingException _) {
            json = Json.object();
        }
        List<String> malformed = new ArrayList<>();
        if (!json.has("choices") && !json.has("error")) {
            malformed.add("neither a completion nor an error: " + shortened(body));
        }
        JsonNode choice = json.path("choices").path(0);
        JsonNode message = choice.path("message");
        List<String> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(function.path("name").asText() + "("
                    + function.path("arguments").asText() + ")");
        }
        String finish = choice.path("finish_reason").asText("");
        return new Said(
                message.path("content").asText(""),
                message.path("refusal").asText(""),
                calls,
                finish,
                told(json, json),
                new Form(false, !finish.isEmpty(), malformed, List.of()));
    }

    /// @param json that holds the model and perhaps an error
    /// @param last that holds the usage and what Belay adds
    static Told told(JsonNode json, JsonNode last) {
        JsonNode error = json.path("error");
        String message =
                error.isTextual() ? error.asText() : error.path("message").asText("");
        String code = error.path("code").asText(error.path("type").asText(""));
        if (!error.isMissingNode() && !error.isNull() && message.isEmpty()) {
            message = "(an error without a message)";
        }
        JsonNode usage = last.path("usage").isObject() ? last.path("usage") : null;
        JsonNode belay = error.path("belay").isObject() ? error.path("belay") : last.path("belay");
        return new Told(json.path("model").asText(""), message, code, usage, belay);
    }

    /// The beginning, on one line.
    static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    public boolean failed() {
        return !told.error.isEmpty();
    }

    public String error() {
        return told.error;
    }

    public String model() {
        return told.model;
    }

    public boolean done() {
        return form.done;
    }

    public boolean complete() {
        return form.complete;
    }

    public List<String> malformed() {
        return form.malformed;
    }

    public List<String> inexact() {
        return form.inexact;
    }

    /// One of the usage's numbers, or -1.
    public long used(String name) {
        return told.usage == null ? -1 : told.usage.path(name).asLong(-1);
    }
}

package dev.belay.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;

/// A conversation as an OpenAI client holds it, growing turn by turn.
final class Chat {
    private final ObjectNode body = Json.object();
    private final ArrayNode messages = body.putArray("messages");

    Chat(String model) {
        body.put("model", model);
    }

    static Chat of(String model) {
        return new Chat(model).user("Hello");
    }

    Chat model(String model) {
        body.put("model", model);
        return this;
    }

    Chat system(String text) {
        return text("system", text);
    }

    Chat user(String text) {
        return text("user", text);
    }

    Chat assistant(String text) {
        return text("assistant", text);
    }

    Chat offering(String... tools) {
        for (String tool : tools) {
            body.withArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", tool);
        }
        return this;
    }

    /// One tool with this schema.
    Chat offering(String tool, JsonNode schema) {
        body.withArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", tool)
                .set("parameters", schema);
        return this;
    }

    Chat limit(int tokens) {
        body.put("max_tokens", tokens);
        return this;
    }

    Chat streaming() {
        body.put("stream", true).putObject("stream_options").put("include_usage", true);
        return this;
    }

    Chat plain() {
        body.remove("stream");
        return this;
    }

    /// Takes the assistant message of a response over and answers each of its calls with `result`.
    Chat accept(JsonNode message, String result) {
        messages.add(message);
        message.path("tool_calls").forEach(call -> messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", call.path("id").asText())
                .put("content", result));
        return this;
    }

    String json() {
        return body.toString();
    }

    private Chat text(String role, String text) {
        messages.addObject().put("role", role).put("content", text);
        return this;
    }
}

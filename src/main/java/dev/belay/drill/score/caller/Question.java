package dev.belay.drill.score.caller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.time.Duration;
import java.util.Map;

/// One chat completion that a caller asks for.
///
/// @param headers that the gateway wants beside the key
/// @param tools a JSON array of the caller's own tools, or empty
/// @param limit of tokens, or 0 for none
/// @param patience after which the caller gives up: the gateway hangs
public record Question(
        String model,
        Map<String, String> headers,
        boolean stream,
        String text,
        String tools,
        int limit,
        Duration patience) {

    public Question saying(String other) {
        return new Question(model, headers, stream, other, tools, limit, patience);
    }

    public Question offering(String some) {
        return new Question(model, headers, stream, text, some, limit, patience);
    }

    public Question limited(int tokens) {
        return new Question(model, headers, stream, text, tools, tokens, patience);
    }

    String body() {
        ObjectNode body = Json.object().put("model", model).put("stream", stream);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        if (stream) {
            body.putObject("stream_options").put("include_usage", true);
        }
        if (limit > 0) {
            body.put("max_tokens", limit);
        }
        if (!tools.isEmpty()) {
            body.set("tools", Json.tree(tools));
        }
        return body.toString();
    }
}

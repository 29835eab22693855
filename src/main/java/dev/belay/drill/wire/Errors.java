package dev.belay.drill.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;

/// OpenAI's error envelope.
public final class Errors {
    private Errors() {}

    /// @param code may be `null`
    public static ObjectNode envelope(String type, String code, String message) {
        ObjectNode envelope = Json.object();
        envelope.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return envelope;
    }
}

package dev.belay.toolcall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.belay.platform.Json;

/// Reads exactly one JSON value: `5 apples` is not five, and of two calls none is dropped.
final class StrictJson {
    private static final ObjectReader READER = Json.mapper().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    /// @return `null` if the text is anything else
    static JsonNode read(String text) {
        try {
            JsonNode json = READER.readTree(text);
            return json == null || json.isMissingNode() ? null : json;
        } catch (JsonProcessingException _) {
            return null;
        }
    }
}

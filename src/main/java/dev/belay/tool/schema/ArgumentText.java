package dev.belay.tool.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.platform.Json;
import java.util.List;

/// Parses what a model wrote as arguments. Names that occur twice, and anything after the value, are refused:
/// what is executed must be what was read.
final class ArgumentText {
    /// Characters. More than this is no call but an accident.
    static final int MOST = 1_000_000;

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ArgumentText() {}

    /// @param text the model's; nothing at all means no arguments
    /// @param coercions gets a line if the object came wrapped in a string
    /// @throws IllegalArgumentException with a message for the model if this is not one JSON object
    static JsonNode object(String text, List<String> coercions) {
        if (text == null || text.isBlank()) {
            return Json.object();
        }
        if (text.length() > MOST) {
            throw new IllegalArgumentException("the arguments are longer than " + MOST + " characters");
        }
        JsonNode value = parse(text);
        if (value.isTextual() && value.textValue().strip().startsWith("{")) {
            coercions.add("the arguments came as a string that holds the object");
            value = parse(value.textValue());
        }
        if (value.isNull()) {
            return Json.object();
        }
        if (!value.isObject()) {
            throw new IllegalArgumentException("the arguments must be a JSON object, not "
                    + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        return value;
    }

    /// @throws IllegalArgumentException if `text` is not JSON
    static JsonNode parse(String text) {
        try {
            return STRICT.readTree(text);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new IllegalArgumentException("the arguments are not JSON: " + e.getOriginalMessage() + where, e);
        }
    }
}

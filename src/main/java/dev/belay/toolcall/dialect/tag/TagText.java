package dev.belay.toolcall.dialect.tag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.match.Schema;
import dev.belay.toolcall.match.Schema.Kind;
import dev.belay.toolcall.value.LenientValues;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenValue;
import java.util.Set;

/// The value that the text between two tags stands for. Tags have no types, so the schema says what is meant; where it
/// says nothing, the text is a text.
final class TagText {
    private static final ObjectReader STRICT = Json.mapper().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private TagText() {}

    static JsonNode typed(String raw, Schema schema, Set<Repair> repairs) {
        String bare = raw.strip();
        if (schema.says(Kind.STRING)) {
            return text(raw);
        }
        if (schema.says(Kind.BOOLEAN) && (bare.equalsIgnoreCase("true") || bare.equalsIgnoreCase("false"))) {
            if (!Character.isLowerCase(bare.charAt(0))) {
                repairs.add(Repair.PYTHON_LITERAL);
            }
            return BooleanNode.valueOf(bare.equalsIgnoreCase("true"));
        }
        if (structured(schema)) {
            return structure(bare, raw, repairs);
        }
        boolean literal = schema.says(Kind.NUMBER) || schema.says(Kind.INTEGER) || schema.says(Kind.NULL);
        JsonNode json = literal ? strict(bare) : null;
        return json == null ? text(raw) : json;
    }

    static boolean structured(Schema schema) {
        return schema.says(Kind.OBJECT) || schema.says(Kind.ARRAY);
    }

    private static JsonNode structure(String bare, String raw, Set<Repair> repairs) {
        JsonNode json = strict(bare);
        if (json != null || !bare.startsWith("{") && !bare.startsWith("[")) {
            return json == null ? text(raw) : json;
        }
        WrittenValue lenient = new LenientValues(bare).read(0, bare.length());
        if (!lenient.found() || !bare.substring(lenient.end()).isBlank()) {
            return text(raw);
        }
        repairs.addAll(lenient.repairs());
        return lenient.json();
    }

    /// One line loses the blanks around it. More lines are kept as they are, but for a line break right
    /// after the tag.
    static JsonNode text(String raw) {
        String bare = raw.strip();
        if (bare.indexOf('\n') < 0) {
            return TextNode.valueOf(bare);
        }
        int from = raw.startsWith("\r\n") ? 2 : raw.startsWith("\n") ? 1 : 0;
        return TextNode.valueOf(raw.substring(from));
    }

    private static JsonNode strict(String text) {
        try {
            JsonNode json = STRICT.readTree(text);
            return json == null || json.isMissingNode() ? null : json;
        } catch (JsonProcessingException _) {
            return null;
        }
    }
}

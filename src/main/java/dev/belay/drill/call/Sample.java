package dev.belay.drill.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import java.util.List;
import java.util.stream.StreamSupport;

/// A value that a JSON Schema allows, for the keywords that tools use. Texts hold a letter of two bytes, so
/// that they can be torn.
final class Sample {
    private static final int DEEPEST = 8;
    private static final String TEXT = "Zürich";

    private Sample() {}

    static JsonNode of(JsonNode schema) {
        return of(schema, DEEPEST);
    }

    private static JsonNode of(JsonNode schema, int depth) {
        for (String given : List.of("const", "default")) {
            if (schema.has(given)) {
                return schema.get(given);
            }
        }
        for (String list : List.of("enum", "examples")) {
            if (!schema.path(list).isEmpty()) {
                return schema.get(list).get(0);
            }
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (!schema.path(choice).isEmpty() && depth > 0) {
                return of(notNull(schema.get(choice)), depth - 1);
            }
        }
        return ofType(schema, depth);
    }

    private static JsonNode ofType(JsonNode schema, int depth) {
        return switch (type(schema)) {
            case "string" -> TextNode.valueOf(text(schema));
            case "integer", "number" -> IntNode.valueOf(number(schema));
            case "boolean" -> BooleanNode.TRUE;
            case "array" -> array(schema, depth);
            case "null" -> NullNode.getInstance();
            default -> object(schema, depth);
        };
    }

    /// True if `value` has the schema's type, or is text that says a value of it.
    static boolean fits(JsonNode value, JsonNode schema) {
        return switch (type(schema)) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber() || value.asText().matches("-?\\d+");
            case "number" -> value.isNumber() || value.asText().matches("-?\\d+(\\.\\d+)?");
            case "boolean" -> value.isBoolean() || value.asText().matches("true|false");
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }

    /// The first type that is not `null`; empty if the schema names none.
    static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? notNull(type).asText() : type.asText();
    }

    private static JsonNode notNull(JsonNode choices) {
        return StreamSupport.stream(choices.spliterator(), false)
                .filter(choice ->
                        !choice.asText().equals("null") && !type(choice).equals("null"))
                .findFirst()
                .orElse(choices.get(0));
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "date" -> "2026-01-31";
            case "date-time" -> "2026-01-31T12:00:00Z";
            case "time" -> "12:00:00Z";
            case "email" -> "zoe@example.org";
            case "uri" -> "https://example.org/";
            case "uuid" -> "6f1c6a1e-4d7a-4c1b-9d3e-2b1f0a9c8d7e";
            default -> {
                int least = schema.path("minLength").asInt();
                String text = TEXT + "x".repeat(Math.clamp(least - (long) TEXT.length(), 0, 10_000));
                int most = schema.path("maxLength").asInt(text.length());
                yield text.substring(0, Math.clamp(most, 0, text.length()));
            }
        };
    }

    private static int number(JsonNode schema) {
        int least = schema.path("minimum").asInt(schema.path("exclusiveMinimum").asInt(0) + 1);
        return Math.min(least, schema.path("maximum").asInt(Integer.MAX_VALUE));
    }

    private static ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = Json.mapper().createArrayNode();
        int items = depth == 0 ? 0 : Math.clamp(schema.path("minItems").asInt(1), 1, 100);
        for (int i = 0; i < items; i++) {
            array.add(of(schema.path("items"), depth - 1));
        }
        return array;
    }

    /// With what is required; with everything if nothing is.
    private static ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        List<String> required = new Offer("", schema).required();
        schema.path("properties").properties().forEach(property -> {
            if (depth > 0 && (required.isEmpty() || required.contains(property.getKey()))) {
                object.set(property.getKey(), of(property.getValue(), depth - 1));
            }
        });
        return object;
    }
}

package dev.belay.toolcall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;

/// What a schema says about the type of a value, as far as text has to be told from JSON. Whether a value is
/// valid is not decided here.
record Shape(JsonNode schema) {
    private static final Shape UNKNOWN = new Shape(Json.object());

    static Shape of(String schema) {
        JsonNode read = StrictJson.read(schema);
        return read == null ? UNKNOWN : new Shape(read);
    }

    Shape property(String name) {
        JsonNode property = schema.path("properties").path(name);
        return property.isObject() ? new Shape(property) : UNKNOWN;
    }

    Shape items() {
        JsonNode items = schema.path("items");
        return items.isObject() ? new Shape(items) : UNKNOWN;
    }

    boolean is(String type) {
        JsonNode types = schema.path("type");
        if (types.isTextual()) {
            return types.textValue().equals(type);
        }
        for (JsonNode one : types) {
            if (one.asText().equals(type)) {
                return true;
            }
        }
        return false;
    }
}

package dev.belay.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Arguments that have passed the tool's schema.
///
/// @param json never `null`; absent optional values without a default are missing
public record Arguments(ObjectNode json) {

    /// @throws IllegalStateException if the schema did not require the value and it is absent
    public String text(String name) {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalStateException("argument " + name + " is absent");
        }
        return value.asText();
    }

    public String text(String name, String otherwise) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? otherwise : value.asText();
    }

    public int integer(String name, int otherwise) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? otherwise : value.asInt();
    }
}

package dev.belay.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Looks up what types a schema names and which of them a value has.
final class SchemaTypes {
    private static final int MOST_REFERENCES = 16;
    /// Beyond this, `toBigInteger` of `1e999999999` would fill the memory.
    private static final int MOST_EXPONENT = 400;

    private SchemaTypes() {}

    /// Follows `$ref` inside the document; a reference that leads nowhere gives an empty schema.
    static JsonNode resolve(JsonNode root, JsonNode schema) {
        JsonNode found = schema;
        for (int i = 0; i < MOST_REFERENCES && found.path("$ref").asText().startsWith("#/"); i++) {
            found = root.at(found.get("$ref").asText().substring(1));
        }
        return found;
    }

    /// The names in `type`; none if the schema does not say.
    static Set<String> of(JsonNode schema) {
        JsonNode type = schema.path("type");
        Set<String> names = new HashSet<>();
        if (type.isTextual()) {
            names.add(type.textValue());
        }
        type.elements().forEachRemaining(name -> names.add(name.asText()));
        return names;
    }

    /// Whether the value has one of the types. With no type named, every value has.
    static boolean holds(Set<String> types, JsonNode value) {
        return types.isEmpty() || types.contains(name(value)) || types.contains("integer") && whole(value);
    }

    static boolean requires(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    static boolean whole(JsonNode value) {
        if (!value.isNumber()) {
            return false;
        }
        if (value.isIntegralNumber()) {
            return true;
        }
        BigDecimal number = value.decimalValue();
        return number.scale() > -MOST_EXPONENT && whole(number.stripTrailingZeros());
    }

    private static boolean whole(BigDecimal bare) {
        return bare.scale() <= 0 && bare.scale() > -MOST_EXPONENT;
    }

    /// JSON Schema's name of the value's type, `number` for all numbers.
    static String name(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}

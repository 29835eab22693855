package dev.belay.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Turns values into the type the schema asks for where nothing is lost by it, and fills in the schema's
/// defaults.
///
/// Follows `properties`, `items`, `additionalProperties` and references inside the schema. It never decides
/// whether a value is valid: that is asked afterwards.
final class Coercion {
    /// Digits beyond which a text is not read as a number, nor a number as text: nobody means that, and it would be
    /// slow, or fill the memory.
    private static final int MOST_DIGITS = 400;

    private final JsonNode root;
    private final List<String> changes;

    /// @param changes gets a line per change
    Coercion(JsonNode root, List<String> changes) {
        this.root = root;
        this.changes = changes;
    }

    JsonNode apply(JsonNode value, JsonNode schema, String path) {
        JsonNode wanted = SchemaTypes.resolve(root, schema);
        Set<String> types = SchemaTypes.of(wanted);
        JsonNode fitting = SchemaTypes.holds(types, value) ? normal(value, types) : coerce(value, types, path);
        if (fitting instanceof ObjectNode object) {
            members(object, wanted, path);
        } else if (fitting instanceof ArrayNode array && wanted.get("items") instanceof ObjectNode items) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, apply(array.get(i), items, path + "/" + i));
            }
        }
        return fitting;
    }

    private void members(ObjectNode object, JsonNode schema, String path) {
        JsonNode properties = schema.path("properties");
        List<String> present = new ArrayList<>();
        object.fieldNames().forEachRemaining(present::add);
        for (String name : present) {
            JsonNode member = properties.has(name) ? properties.get(name) : schema.path("additionalProperties");
            if (member.isObject()) {
                member(object, name, member, schema, path + "/" + name);
            }
        }
        properties.properties().forEach(property -> {
            JsonNode otherwise = SchemaTypes.resolve(root, property.getValue()).get("default");
            if (otherwise != null && !object.has(property.getKey())) {
                object.set(property.getKey(), otherwise.deepCopy());
            }
        });
    }

    private void member(ObjectNode object, String name, JsonNode member, JsonNode schema, String path) {
        JsonNode value = object.get(name);
        Set<String> types = SchemaTypes.of(SchemaTypes.resolve(root, member));
        if (value.isNull() && !SchemaTypes.holds(types, value) && !SchemaTypes.requires(schema, name)) {
            object.remove(name);
            changes.add(path + ": null left out");
            return;
        }
        object.set(name, apply(value, member, path));
    }

    private JsonNode coerce(JsonNode value, Set<String> types, String path) {
        JsonNode changed = value.isTextual() ? fromText(value.textValue(), types) : toText(value, types);
        if (changed == null) {
            return value;
        }
        changes.add(path + ": " + SchemaTypes.name(value) + " read as " + SchemaTypes.name(changed));
        return changed;
    }

    private static JsonNode fromText(String text, Set<String> types) {
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        if ((types.contains("integer") || types.contains("number")) && looksNumeric(text)) {
            return normal(number(text), types) instanceof JsonNode n && SchemaTypes.holds(types, n) ? n : null;
        }
        String bare = text.strip();
        boolean structure =
                types.contains("object") && bare.startsWith("{") || types.contains("array") && bare.startsWith("[");
        return structure ? structure(bare) : null;
    }

    private static JsonNode structure(String text) {
        try {
            return ArgumentText.parse(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// A number becomes text only if it is written without exponent, so that its digits stay as they were, and few.
    private static JsonNode toText(JsonNode value, Set<String> types) {
        boolean plain = value.isIntegralNumber()
                || value.isBigDecimal()
                        && value.decimalValue().scale() > 0
                        && value.decimalValue().scale() <= MOST_DIGITS;
        return types.contains("string") && plain
                ? TextNode.valueOf(value.decimalValue().toPlainString())
                : null;
    }

    /// JSON's own grammar of numbers, by hand, so that `007`, `1_000` or `0x5` stay text.
    private static boolean looksNumeric(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int end = text.length();
        if (end - at == 0 || end > MOST_DIGITS) {
            return false;
        }
        int dot = text.indexOf('.');
        int whole = dot < 0 ? end : dot;
        boolean leadingZero = whole - at > 1 && text.charAt(at) == '0';
        return whole > at
                && !leadingZero
                && digits(text, at, whole)
                && (dot < 0 || dot + 1 < end && digits(text, dot + 1, end));
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static JsonNode number(String text) {
        return text.indexOf('.') < 0
                ? BigIntegerNode.valueOf(new BigInteger(text))
                : DecimalNode.valueOf(new BigDecimal(text));
    }

    /// `5.0` is an integer to JSON Schema; tools find it as one.
    private static JsonNode normal(JsonNode value, Set<String> types) {
        if (!value.isNumber() || !types.contains("integer") || types.contains("number") || !SchemaTypes.whole(value)) {
            return value;
        }
        BigInteger exact = value.decimalValue().toBigIntegerExact();
        if (exact.bitLength() < 32) {
            return IntNode.valueOf(exact.intValue());
        }
        return exact.bitLength() < 64 ? LongNode.valueOf(exact.longValue()) : BigIntegerNode.valueOf(exact);
    }
}

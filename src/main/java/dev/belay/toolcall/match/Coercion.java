package dev.belay.toolcall.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.platform.text.Decimals;
import dev.belay.toolcall.match.Schema.Kind;
import dev.belay.toolcall.value.LenientValues;
import dev.belay.toolcall.value.Notation;
import dev.belay.toolcall.value.Repair;
import dev.belay.toolcall.value.WrittenValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/// Makes a value what the schema wants, where that loses nothing: `"5"` is 5 where a number is wanted, `"five"` stays.
final class Coercion {
    private static final int LONGEST_NUMBER = 40;

    private final Set<Adjustment> done;

    /// @param done where it says what it did
    Coercion(Set<Adjustment> done) {
        this.done = done;
    }

    JsonNode coerce(JsonNode value, Schema schema) {
        return switch (value.getNodeType()) {
            case STRING -> text(value, schema);
            case NUMBER -> number(value, schema);
            case BOOLEAN ->
                schema.allows(Kind.BOOLEAN) || !schema.says(Kind.STRING)
                        ? value
                        : made(Adjustment.TEXT, TextNode.valueOf(value.asText()));
            case ARRAY -> {
                ArrayNode list = Json.mapper().createArrayNode();
                value.forEach(item -> list.add(coerce(item, schema.items())));
                yield list;
            }
            case OBJECT -> holder(value, schema) ? held(value, schema) : object(value, schema);
            default -> value;
        };
    }

    /// Whether an object repeats a schema with the value in it, `{"type": "string", "value": "x"}`, where no object is
    /// wanted.
    private static boolean holder(JsonNode value, Schema schema) {
        boolean only =
                value.size() == 1 || value.size() == 2 && value.path("type").isTextual();
        return only && value.has("value") && !schema.allows(Kind.OBJECT);
    }

    private JsonNode held(JsonNode value, Schema schema) {
        done.add(Adjustment.WRAPPER);
        return coerce(value.get("value"), schema);
    }

    /// Whether the value is of a kind that the schema allows.
    static boolean fits(JsonNode value, Schema schema) {
        return switch (value.getNodeType()) {
            case STRING -> schema.allows(Kind.STRING);
            case NUMBER -> schema.allows(value.isIntegralNumber() ? Kind.INTEGER : Kind.NUMBER);
            case BOOLEAN -> schema.allows(Kind.BOOLEAN);
            case ARRAY -> schema.allows(Kind.ARRAY);
            case OBJECT -> schema.allows(Kind.OBJECT);
            default -> true;
        };
    }

    private ObjectNode object(JsonNode value, Schema schema) {
        ObjectNode object = Json.object();
        value.properties().forEach(one -> {
            String name = schema.has(one.getKey()) ? one.getKey() : schema.property(one.getKey());
            String free = name == null || !name.equals(one.getKey()) && value.has(name) ? one.getKey() : name;
            if (!free.equals(one.getKey())) {
                done.add(Adjustment.ARGUMENT_NAME);
            }
            object.set(free, coerce(one.getValue(), schema.at(free)));
        });
        return object;
    }

    private JsonNode number(JsonNode value, Schema schema) {
        if (schema.allows(Kind.NUMBER) || schema.allows(Kind.INTEGER) && value.isIntegralNumber()) {
            return value;
        }
        if (schema.says(Kind.INTEGER)) {
            return whole(value.decimalValue(), value);
        }
        return schema.says(Kind.STRING) ? made(Adjustment.TEXT, TextNode.valueOf(written(value))) : value;
    }

    private static String written(JsonNode number) {
        return number.isIntegralNumber() ? number.asText() : Decimals.text(number.decimalValue());
    }

    private JsonNode text(JsonNode value, Schema schema) {
        String text = value.textValue();
        if (schema.allows(Kind.STRING)) {
            return option(value, text, schema.options());
        }
        String bare = text.strip();
        boolean numeric = schema.says(Kind.INTEGER) || schema.says(Kind.NUMBER);
        if (numeric && numberLike(bare)) {
            return numeric(bare, value, schema);
        }
        if (schema.says(Kind.BOOLEAN)) {
            String word = bare.toLowerCase(Locale.ROOT);
            if (word.equals("true") || word.equals("false")) {
                return made(Adjustment.BOOLEAN, BooleanNode.valueOf(word.equals("true")));
            }
        }
        boolean opens =
                schema.says(Kind.ARRAY) && bare.startsWith("[") || schema.says(Kind.OBJECT) && bare.startsWith("{");
        return opens ? parsed(bare, value, schema) : value;
    }

    private JsonNode parsed(String text, JsonNode otherwise, Schema schema) {
        WrittenValue value = new LenientValues(text).read(0, text.length(), Notation.PYTHON);
        boolean all = value.found() && value.whole() && value.end() == text.length();
        boolean sure = value.repairs().stream().allMatch(Repair::harmless);
        return all && sure && value.json().isContainerNode()
                ? made(Adjustment.PARSED, coerce(value.json(), schema))
                : otherwise;
    }

    private JsonNode numeric(String text, JsonNode otherwise, Schema schema) {
        BigDecimal number = new BigDecimal(text);
        if (number.scale() <= 0 && number.precision() - number.scale() <= LONGEST_NUMBER) {
            return made(Adjustment.NUMBER, integral(number));
        }
        if (schema.says(Kind.NUMBER)) {
            return made(Adjustment.NUMBER, DecimalNode.valueOf(number));
        }
        return whole(number, otherwise);
    }

    private JsonNode whole(BigDecimal number, JsonNode otherwise) {
        boolean small = Math.abs((long) number.scale()) <= LONGEST_NUMBER && number.precision() <= LONGEST_NUMBER;
        return small && number.stripTrailingZeros().scale() <= 0
                ? made(Adjustment.NUMBER, integral(number))
                : otherwise;
    }

    private static JsonNode integral(BigDecimal number) {
        var whole = number.toBigIntegerExact();
        if (whole.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(whole.intValue());
        }
        return whole.bitLength() < Long.SIZE ? LongNode.valueOf(whole.longValue()) : BigIntegerNode.valueOf(whole);
    }

    private JsonNode option(JsonNode value, String text, JsonNode options) {
        JsonNode alike = null;
        for (JsonNode option : options) {
            if (option.equals(value)) {
                return value;
            }
            if (option.isTextual() && option.textValue().equalsIgnoreCase(text)) {
                if (alike != null) {
                    return value;
                }
                alike = option;
            }
        }
        return alike == null ? value : made(Adjustment.CASE, alike);
    }

    private JsonNode made(Adjustment what, JsonNode value) {
        done.add(what);
        return value;
    }

    /// As JSON writes numbers, without exponents.
    private static boolean numberLike(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int digits = digits(text, at);
        int end = at + digits;
        if (digits == 0 || text.length() > LONGEST_NUMBER) {
            return false;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            int decimals = digits(text, end + 1);
            end += 1 + decimals;
            digits = decimals;
        }
        return digits > 0 && end == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }
}

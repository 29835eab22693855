package dev.belay.tool.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// JSON of which there is one spelling per value: RFC 8785, the JSON Canonicalization Scheme. Effects are keyed
/// by it.
public final class CanonicalJson {
    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    /// @throws IllegalArgumentException if the value has no canonical form: half a surrogate pair, or a number
    ///     that no finite double comes near
    public static String write(JsonNode value) {
        CanonicalJson writer = new CanonicalJson();
        writer.value(value);
        return writer.out.toString();
    }

    private void value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING -> string(value.textValue());
            case NUMBER -> out.append(EcmaNumber.text(value.decimalValue(), value.isIntegralNumber()));
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            default -> throw new IllegalArgumentException("not JSON: " + value.getNodeType());
        }
    }

    /// Members in the order of their names' UTF-16 code units, which is the order of `String`.
    private void object(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        out.append('{');
        String separator = "";
        for (String name : names) {
            out.append(separator);
            string(name);
            out.append(':');
            value(object.get(name));
            separator = ",";
        }
        out.append('}');
    }

    private void array(JsonNode array) {
        out.append('[');
        String separator = "";
        for (JsonNode element : array) {
            out.append(separator);
            value(element);
            separator = ",";
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i = pair(text, i);
            } else {
                character(c);
            }
        }
        out.append('"');
    }

    private int pair(String text, int at) {
        boolean whole = Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
        if (!whole) {
            throw new IllegalArgumentException("half a surrogate pair in a text");
        }
        out.append(text, at, at + 2);
        return at + 1;
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < 0x20) {
                    out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    out.append(c);
                }
            }
        }
    }
}

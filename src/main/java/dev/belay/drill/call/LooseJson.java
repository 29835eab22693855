package dev.belay.drill.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Writes values as models do that have read more program text than JSON.
public final class LooseJson {
    private LooseJson() {}

    /// What is done differently from JSON.
    ///
    /// @param comma one after the last member
    /// @param quotes single ones around texts and names
    /// @param comments of both kinds
    /// @param names of members without quotes, where they are identifiers
    /// @param python `True`, `False` and `None`
    public record Style(boolean comma, boolean quotes, boolean comments, boolean names, boolean python) {
        public static final Style ALL = new Style(true, true, true, true, true);
        public static final Style COMMA = new Style(true, false, false, false, false);
        public static final Style QUOTES = new Style(false, true, false, false, false);
        public static final Style COMMENTS = new Style(false, false, true, false, false);
        public static final Style NAMES = new Style(false, false, false, true, false);
        public static final Style PYTHON = new Style(false, true, false, false, true);
    }

    static String write(JsonNode value, Style style) {
        String written = value(value, style);
        return style.comments
                ? "{ // the arguments\n" + written.substring(1, written.length() - 1) + " /* that is all */ }"
                : written;
    }

    private static String value(JsonNode value, Style style) {
        return switch (value.getNodeType()) {
            case OBJECT -> members(value, style);
            case ARRAY ->
                "["
                        + StreamSupport.stream(value.spliterator(), false)
                                .map(item -> value(item, style))
                                .collect(Collectors.joining(", "))
                        + "]";
            case STRING -> text(value.asText(), style);
            case BOOLEAN -> literal(value.asBoolean() ? List.of("true", "True") : List.of("false", "False"), style);
            case NULL -> literal(List.of("null", "None"), style);
            default -> value.toString();
        };
    }

    private static String members(JsonNode object, Style style) {
        String members = object.properties().stream()
                .map(member -> name(member.getKey(), style) + ": " + value(member.getValue(), style))
                .collect(Collectors.joining(", "));
        return "{" + members + (style.comma && !object.isEmpty() ? ",}" : "}");
    }

    private static String name(String name, Style style) {
        return style.names && name.matches("[A-Za-z_]\\w*") ? name : text(name, style);
    }

    private static String text(String text, Style style) {
        String json = Json.write(text);
        if (!style.quotes) {
            return json;
        }
        String inside =
                json.substring(1, json.length() - 1).replace("\\\"", "\"").replace("'", "\\'");
        return "'" + inside + "'";
    }

    private static String literal(List<String> spellings, Style style) {
        return spellings.get(style.python ? 1 : 0);
    }
}

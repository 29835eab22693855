package dev.belay.strategy.smart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.util.regex.Pattern;

/// How much form there is in a text or a schema.
final class Structure {
    /// Characters of a text that are looked at.
    private static final int LOOKED_AT = 20_000;

    private static final Pattern FORMED = Pattern.compile("\\s{0,12}(?:[-*+•|>#]|\\d{1,3}[.)]\\s|```).*");

    private Structure() {}

    /// Lines that are list items, headings, quotes, rows of tables or fences of code, in Markdown's notation.
    static long lines(String text) {
        return text.substring(0, Math.min(text.length(), LOOKED_AT))
                .lines()
                .filter(line -> FORMED.matcher(line).matches())
                .count();
    }

    /// Fields of a JSON Schema, at any depth.
    ///
    /// @param schema valid JSON
    static long fields(String schema) {
        return Json.read(schema, JsonNode.class).findValues("properties").stream()
                .mapToLong(Structure::within)
                .sum();
    }

    /// `findValues` does not look below what it finds.
    private static long within(JsonNode properties) {
        long fields = properties.size();
        for (JsonNode field : properties) {
            for (JsonNode nested : field.findValues("properties")) {
                fields += within(nested);
            }
        }
        return fields;
    }
}

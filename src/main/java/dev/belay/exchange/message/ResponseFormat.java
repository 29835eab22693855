package dev.belay.exchange.message;

/// OpenAI's `response_format`. `name` and `schema` (JSON text) are set for [Kind#JSON_SCHEMA] only.
public record ResponseFormat(Kind kind, String name, String schema, boolean strict) {
    public static final ResponseFormat TEXT = new ResponseFormat(Kind.TEXT, null, null, false);

    public enum Kind {
        TEXT,
        JSON_OBJECT,
        JSON_SCHEMA
    }
}

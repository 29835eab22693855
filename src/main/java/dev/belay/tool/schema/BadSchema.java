package dev.belay.tool.schema;

/// A tool's schema is not a JSON Schema of type `object`. Found at start-up, never while a request is served.
public final class BadSchema extends Exception {
    public BadSchema(String message) {
        super(message);
    }
}

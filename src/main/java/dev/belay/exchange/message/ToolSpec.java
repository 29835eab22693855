package dev.belay.exchange.message;

/// A tool as a model sees it.
///
/// @param name letters, digits, `_` and `-`, at most 64 characters
/// @param parameters the JSON Schema (draft 2020-12) of the arguments, as JSON text; always of type `object`
/// @param strict whether the provider is to hold arguments to the schema, or `null` where nobody has said
public record ToolSpec(String name, String description, String parameters, Boolean strict) {

    public ToolSpec(String name, String description, String parameters) {
        this(name, description, parameters, null);
    }
}

package dev.belay.exchange.message;

/// A model's wish to use a tool. `id` is the model's own and only pairs call and result; it is never a key to an
/// effect.
///
/// @param arguments the arguments as the model wrote them: JSON text if all is well, anything otherwise
public record ToolCall(String id, String name, String arguments) {}

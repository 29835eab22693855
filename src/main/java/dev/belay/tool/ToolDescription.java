package dev.belay.tool;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.ledger.EffectClass;
import java.time.Duration;
import java.util.Optional;

/// What is known about a tool before it is called.
///
/// @param schema JSON Schema of the arguments, as JSON text
/// @param repeatable whether two identical calls may both be meant
public record ToolDescription(
        String name, String description, String schema, EffectClass effect, Limits limits, boolean repeatable) {

    /// @param timeout after which the tool is given up
    /// @param output characters of its output that the model is shown
    /// @param keyRetention how long the receiver of a `KEYED` tool remembers our key
    public record Limits(Duration timeout, int output, Duration keyRetention) {}

    /// What the annotation says, of the class itself or of one above it: an intercepted bean is an instance of a
    /// generated subclass that does not carry it. Empty without [ToolDefinition].
    public static Optional<ToolDescription> of(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            ToolDefinition definition = c.getAnnotation(ToolDefinition.class);
            if (definition != null) {
                return Optional.of(of(definition));
            }
        }
        return Optional.empty();
    }

    private static ToolDescription of(ToolDefinition definition) {
        return new ToolDescription(
                definition.name(),
                definition.description(),
                definition.schema(),
                definition.effect(),
                new Limits(
                        Duration.ofSeconds(definition.timeoutSeconds()),
                        definition.outputLimit(),
                        Duration.ofSeconds(definition.keyRetentionSeconds())),
                definition.repeatable());
    }

    public ToolSpec spec() {
        return new ToolSpec(name, description, schema);
    }
}

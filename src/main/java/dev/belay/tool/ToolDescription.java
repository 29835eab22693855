package dev.belay.tool;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.ledger.EffectClass;
import java.time.Duration;
import java.util.Optional;

/// What is known about a tool before it is called.
///
/// @param schema JSON Schema of the arguments, as JSON text
public record ToolDescription(
        String name, String description, String schema, EffectClass effect, Limits limits, Traits traits) {

    public ToolDescription(
            String name, String description, String schema, EffectClass effect, Limits limits, boolean repeatable) {
        this(name, description, schema, effect, limits, new Traits(repeatable, false));
    }

    /// What calls of the tool have to do with each other.
    ///
    /// @param repeatable whether two identical calls may both be meant
    /// @param cacheable whether a result may be given again to the same caller, in other runs too
    public record Traits(boolean repeatable, boolean cacheable) {}

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
                new Traits(definition.repeatable(), definition.cacheable()));
    }

    public boolean repeatable() {
        return traits.repeatable();
    }

    public boolean cacheable() {
        return traits.cacheable();
    }

    /// The same tool with other limits.
    public ToolDescription within(Limits other) {
        return new ToolDescription(name, description, schema, effect, other, traits);
    }

    public ToolSpec spec() {
        return new ToolSpec(name, description, schema);
    }
}

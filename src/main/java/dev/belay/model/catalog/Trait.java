package dev.belay.model.catalog;

import dev.belay.model.ModelsConfig;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A capability or quirk of a model; what each means stands at [ModelsConfig.Flags].
public enum Trait {
    NATIVE_TOOLS,
    JSON_SCHEMA,
    VISION,
    PREFILL,
    CONTINUES,
    NO_STREAMING,
    STREAM_ON_DEMAND,
    MAX_COMPLETION_TOKENS,
    NO_STREAM_OPTIONS,
    NO_NAMES;

    /// The name of the flag in configuration.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Set<Trait> of(ModelsConfig.Flags flags) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (Trait trait : values()) {
            if (trait.in(flags)) {
                traits.add(trait);
            }
        }
        return Set.copyOf(traits);
    }

    private boolean in(ModelsConfig.Flags flags) {
        return switch (this) {
            case NATIVE_TOOLS -> flags.nativeTools();
            case JSON_SCHEMA -> flags.jsonSchema();
            case VISION -> flags.vision();
            case PREFILL -> flags.prefill();
            case CONTINUES -> flags.continues();
            case NO_STREAMING -> flags.noStreaming();
            case STREAM_ON_DEMAND -> flags.streamOnDemand();
            case MAX_COMPLETION_TOKENS -> flags.maxCompletionTokens();
            case NO_STREAM_OPTIONS -> flags.noStreamOptions();
            case NO_NAMES -> flags.noNames();
        };
    }
}

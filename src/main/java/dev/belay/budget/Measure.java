package dev.belay.budget;

import java.util.Locale;

/// What a budget is counted in.
public enum Measure {
    /// US dollars for models.
    USD,
    /// Tokens of models, in and out together.
    TOKENS,
    /// Requests that were sent to a model, also those that brought nothing.
    MODEL_CALLS,
    /// Tool calls that were executed; those answered from what is recorded are free.
    TOOL_CALLS,
    /// Seconds for which models were waited for.
    SECONDS;

    /// As it is written in requests, tables and metrics.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if it is none
    public static Measure of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

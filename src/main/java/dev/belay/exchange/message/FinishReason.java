package dev.belay.exchange.message;

/// Why a model stopped writing.
public enum FinishReason {
    STOP,
    LENGTH,
    TOOL_CALLS,
    CONTENT_FILTER;

    /// OpenAI's spelling.
    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

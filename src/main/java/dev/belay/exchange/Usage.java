package dev.belay.exchange;

import java.math.BigDecimal;

/// Tokens and money.
///
/// @param costUsd US dollars, or `null` if a price is not known (which is not the same as free)
/// @param estimated true if any part was estimated because the provider reported none
public record Usage(long inputTokens, long outputTokens, BigDecimal costUsd, boolean estimated) {
    public static final Usage NONE = new Usage(0, 0, BigDecimal.ZERO, false);

    public long totalTokens() {
        return inputTokens + outputTokens;
    }

    /// The sum; its cost is unknown if either cost is.
    public Usage plus(Usage other) {
        BigDecimal cost = costUsd == null || other.costUsd == null ? null : costUsd.add(other.costUsd);
        return new Usage(
                inputTokens + other.inputTokens, outputTokens + other.outputTokens, cost, estimated || other.estimated);
    }
}

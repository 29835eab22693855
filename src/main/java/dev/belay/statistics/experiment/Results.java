package dev.belay.statistics.experiment;

import java.math.BigDecimal;
import java.time.Duration;

/// What the runs of one variant came to in a round.
///
/// @param runs of all ends
/// @param succeeded with a whole answer
/// @param failed with none, or with a degraded one. Runs that were cancelled, rejected, stopped by a budget or
///     wait for a person are neither
/// @param p50, p95 how long runs took; `null` if there were none
/// @param costUsd of all runs with a known price
/// @param unpriced runs without one
public record Results(
        long runs,
        long succeeded,
        long failed,
        Duration p50,
        Duration p95,
        long tokens,
        BigDecimal costUsd,
        long unpriced) {
    static final Results NONE = new Results(0, 0, 0, null, null, 0, BigDecimal.ZERO, 0);

    /// Runs that say something of the variant.
    public long telling() {
        return succeeded + failed;
    }

    /// Part of the telling runs that succeeded, or `null` if there were none.
    public Double successRate() {
        return telling() == 0 ? null : (double) succeeded / telling();
    }
}

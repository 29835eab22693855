package dev.belay.statistics;

import dev.belay.exchange.Usage;
import java.math.BigDecimal;
import java.util.Arrays;

/// What attempts with one [Key] add up to. Immutable but for `latencies`, which nobody writes to.
///
/// @param won attempts whose answer became that of their run
/// @param unpriced attempts whose cost is not known, which `costUsd` leaves out
/// @param latencies as [Latencies]
record Sums(
        long attempts,
        long won,
        long inputTokens,
        long outputTokens,
        BigDecimal costUsd,
        long unpriced,
        long[] latencies) {
    static final Sums NONE = new Sums(0, 0, 0, 0, BigDecimal.ZERO, 0, new long[Latencies.SIZE]);
    /// An attempt that was counted before became the answer.
    static final Sums WON = new Sums(0, 1, 0, 0, BigDecimal.ZERO, 0, new long[Latencies.SIZE]);

    static Sums attempt(Usage usage, long nanos) {
        long[] latencies = new long[Latencies.SIZE];
        latencies[Latencies.place(nanos)] = 1;
        boolean priced = usage.costUsd() != null;
        return new Sums(
                1,
                0,
                usage.inputTokens(),
                usage.outputTokens(),
                priced ? usage.costUsd() : BigDecimal.ZERO,
                priced ? 0 : 1,
                latencies);
    }

    Sums plus(Sums other) {
        long[] both = Arrays.copyOf(latencies, latencies.length);
        Arrays.setAll(both, place -> both[place] + other.latencies[place]);
        return new Sums(
                attempts + other.attempts,
                won + other.won,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                costUsd.add(other.costUsd),
                unpriced + other.unpriced,
                both);
    }
}

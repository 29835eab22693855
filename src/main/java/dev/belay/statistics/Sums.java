package dev.belay.statistics;

import dev.belay.exchange.Usage;
import dev.belay.statistics.TierFigures.Cache;
import dev.belay.statistics.TierFigures.Quality;
import java.math.BigDecimal;
import java.util.Arrays;

/// What attempts with one [Key] add up to. Immutable but for `latencies`, which nobody writes to.
///
/// @param won attempts whose answer became that of their run
/// @param unpriced attempts whose cost is not known, which `costUsd` leaves out
/// @param latencies as [Latencies]
/// @param quality what answers were found to be
/// @param cache what of tools' results came out of the cache
record Sums(
        long attempts,
        long won,
        long inputTokens,
        long outputTokens,
        BigDecimal costUsd,
        long unpriced,
        long[] latencies,
        Quality quality,
        Cache cache) {
    static final Sums NONE = of(0, Quality.NONE, Cache.NONE);
    /// An attempt that was counted before became the answer.
    static final Sums WON = of(1, Quality.NONE, Cache.NONE);

    /// A look into the cache during an attempt.
    static Sums looked(boolean hit) {
        return of(0, Quality.NONE, new Cache(1, hit ? 1 : 0));
    }

    /// A vote that was won, by those that say the same or by others.
    static Sums voted(boolean agreed) {
        return of(0, Quality.voted(agreed), Cache.NONE);
    }

    private static Sums of(long won, Quality quality, Cache cache) {
        return new Sums(0, won, 0, 0, BigDecimal.ZERO, 0, new long[Latencies.SIZE], quality, cache);
    }

    static Sums attempt(Usage usage, long nanos) {
        return attempt(usage, nanos, Quality.NONE);
    }

    static Sums attempt(Usage usage, long nanos, Quality quality) {
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
                latencies,
                quality,
                Cache.NONE);
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
                both,
                quality.plus(other.quality),
                cache.plus(other.cache));
    }
}

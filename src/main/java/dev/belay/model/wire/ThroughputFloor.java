package dev.belay.model.wire;

import java.time.Duration;
import java.util.Arrays;

/// Tokens of the last stretch of time against the fewest that are acceptable.
///
/// Counts in eleven buckets of a tenth of the window each, so the measured stretch is a little longer than the window
/// and a model exactly at the floor passes. Used by one thread; times are readings of a monotonic clock.
final class ThroughputFloor {
    private static final int PER_WINDOW = 10;

    private final long[] buckets = new long[PER_WINDOW + 1];
    private final double fewest;
    private final long windowNanos;
    private final long start;
    private long current;

    /// @param perSecond tokens per second; 0 accepts everything
    /// @param start when the first token came
    ThroughputFloor(double perSecond, Duration window, long start) {
        this.windowNanos = window.toNanos();
        this.fewest = perSecond * windowNanos / 1e9;
        this.start = start;
    }

    void add(long now, long tokens) {
        moveTo(now);
        buckets[(int) (current % buckets.length)] += tokens;
    }

    boolean isBelow(long now) {
        if (fewest <= 0 || now - start < windowNanos) {
            return false;
        }
        moveTo(now);
        long sum = 0;
        for (long tokens : buckets) {
            sum += tokens;
        }
        return sum < fewest;
    }

    private void moveTo(long now) {
        long bucket = (now - start) / Math.max(1, windowNanos / PER_WINDOW);
        if (bucket - current >= buckets.length) {
            Arrays.fill(buckets, 0);
            current = bucket;
        }
        while (current < bucket) {
            current++;
            buckets[(int) (current % buckets.length)] = 0;
        }
    }
}

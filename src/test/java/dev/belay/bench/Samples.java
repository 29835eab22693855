package dev.belay.bench;

import java.util.Arrays;
import java.util.Locale;

/// Times of one way to do something, in nanoseconds.
public final class Samples {
    private long[] nanos;
    private int count;

    /// @param size how many are expected; more are taken, too
    public Samples(int size) {
        this.nanos = new long[size];
    }

    public void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count + 1);
        }
        nanos[count++] = time;
    }

    public int count() {
        return count;
    }

    /// Milliseconds that a share of all samples did not exceed (nearest rank).
    public double millis(double share) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
    }

    /// A row of the table.
    ///
    /// @param floor times of asking the provider directly
    /// @param calls how often the provider was asked for one answer
    String row(String name, int calls, Samples floor) {
        double p50 = millis(0.5);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f | %+.2f | %.1f |",
                name,
                calls,
                p50,
                millis(0.9),
                millis(0.99),
                p50 - calls * floor.millis(0.5),
                p50 / floor.millis(0.5));
    }
}

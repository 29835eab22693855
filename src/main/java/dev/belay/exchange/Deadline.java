package dev.belay.exchange;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A point on a monotonic clock by which the caller hears. Immutable; may be read by any thread.
///
/// The ticker counts nanoseconds from an arbitrary origin, so a jump of the wall clock moves no deadline.
public final class Deadline {
    private final long atNanos;
    private final LongSupplier ticker;

    private Deadline(long atNanos, LongSupplier ticker) {
        this.atNanos = atNanos;
        this.ticker = ticker;
    }

    public static Deadline after(Duration duration, LongSupplier ticker) {
        return new Deadline(ticker.getAsLong() + duration.toNanos(), ticker);
    }

    /// What is left; zero when it has passed, never negative.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - ticker.getAsLong()));
    }

    public boolean passed() {
        return atNanos - ticker.getAsLong() <= 0;
    }

    /// This deadline or `limit` from now, whichever is earlier.
    public Deadline within(Duration limit) {
        long other = ticker.getAsLong() + limit.toNanos();
        return other - atNanos < 0 ? new Deadline(other, ticker) : this;
    }

    /// The same deadline, earlier by `reserve`.
    public Deadline less(Duration reserve) {
        return new Deadline(atNanos - reserve.toNanos(), ticker);
    }
}

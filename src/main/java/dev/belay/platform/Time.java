package dev.belay.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The clocks: one for people and records, one that only ever goes forward.
///
/// @param wall what a person would read off a clock; may jump
/// @param ticker nanoseconds from an arbitrary origin; never jumps
public record Time(InstantSource wall, LongSupplier ticker) {
    public static final Time SYSTEM = new Time(InstantSource.system(), System::nanoTime);

    public Instant now() {
        return wall.instant();
    }

    public long nanos() {
        return ticker.getAsLong();
    }

    /// Time since a reading of [#nanos()].
    public Duration since(long nanos) {
        return Duration.ofNanos(ticker.getAsLong() - nanos);
    }
}

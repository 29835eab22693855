package dev.belay.tool.guard;

import dev.belay.platform.Time;
import java.time.Duration;
import java.time.Instant;

/// Leaves a tool alone that fails again and again. Thread-safe.
///
/// After so many failures in a row it is open, and calls are refused until a delay is over; then one call may try.
/// What comes of that closes it, or opens it for another delay. A trial that never says how it ended (its attempt was
/// cancelled) counts as none: the next one may try a delay later.
public final class Breaker {
    private final int failures;
    private final Duration delay;
    private final Time time;
    private int inARow;
    private boolean open;
    private long until;

    /// @param failures in a row that open it; 0 never does
    public Breaker(int failures, Duration delay, Time time) {
        this.failures = failures;
        this.delay = delay;
        this.time = time;
    }

    /// Asks for a call.
    ///
    /// @return until when calls are refused, or `null` if this one may go
    public synchronized Instant refusedUntil() {
        if (!open) {
            return null;
        }
        long left = until - time.nanos();
        if (left > 0) {
            return time.now().plusNanos(left);
        }
        until = time.nanos() + delay.toNanos();
        return null;
    }

    /// Whether calls are refused but for trials. Asks for none.
    public synchronized boolean open() {
        return open;
    }

    /// Says how a call ended.
    ///
    /// @param well whether the tool works, a no of its own included
    public synchronized void ended(boolean well) {
        if (well) {
            inARow = 0;
            open = false;
            return;
        }
        inARow++;
        if (failures > 0 && inARow >= failures) {
            open = true;
            until = time.nanos() + delay.toNanos();
        }
    }
}

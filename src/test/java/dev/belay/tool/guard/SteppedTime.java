package dev.belay.tool.guard;

import dev.belay.platform.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands until a test moves it on.
public final class SteppedTime {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final AtomicLong nanos = new AtomicLong();

    public Time time() {
        return new Time(() -> START.plusNanos(nanos.get()), nanos::get);
    }

    public void step(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}

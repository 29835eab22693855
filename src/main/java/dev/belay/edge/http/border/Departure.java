package dev.belay.edge.http.border;

import dev.belay.platform.Time;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Knows when this process takes nothing new any more.
///
/// From a SIGTERM on it says that it is not ready. It serves for `quarkus.shutdown.delay` more, in which whoever sends
/// requests learns of that, and then only ends what is under way: the framework waits for that no longer than
/// `quarkus.shutdown.timeout`, and under steady load it would wait in vain.
@ApplicationScoped
class Departure {
    private final Time time;
    private final Duration delay;
    private volatile Long leavingAt;

    Departure(Time time, ShutdownConfig config) {
        this.time = time;
        this.delay = config.delay().orElse(Duration.ZERO);
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        leavingAt = time.nanos();
    }

    boolean over() {
        Long since = leavingAt;
        return since != null && time.since(since).compareTo(delay) >= 0;
    }
}

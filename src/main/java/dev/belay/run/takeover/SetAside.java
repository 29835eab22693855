package dev.belay.run.takeover;

import dev.belay.platform.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Runs that this process could not read, and leaves to others for a while: one of another release may be able to.
/// Thread-safe.
final class SetAside {
    private static final Duration FOR = Duration.ofMinutes(1);

    private final Map<String, Long> since = new ConcurrentHashMap<>();
    private final Time time;

    SetAside(Time time) {
        this.time = time;
    }

    void add(String runId) {
        since.put(runId, time.nanos());
    }

    List<String> ids() {
        since.values().removeIf(nanos -> time.since(nanos).compareTo(FOR) >= 0);
        return List.copyOf(since.keySet());
    }
}

package dev.belay.platform.timer;

import dev.belay.platform.Database;
import dev.belay.platform.Time;
import java.time.Duration;
import java.util.List;

/// Real timers for tests of other packages.
public final class TimersForTests {
    private TimersForTests() {}

    /// They go off until this is closed.
    public static AutoCloseable start(Database database, Timer timer) {
        Timers timers = new Timers(database, Time.SYSTEM, List.of(timer), List.of(), "test", Duration.ofMillis(100));
        timers.start();
        return timers;
    }
}

package dev.belay.platform.timer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Timers that outlive a process.
@ConfigMapping(prefix = "belay.timers")
public interface TimerConfig {

    /// How often each process asks the database which timers are due, as a duration; a timer goes off that much late at
    /// most.
    @WithDefault("5s")
    Duration pollInterval();
}

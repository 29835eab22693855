package dev.belay.platform.timer;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.List;

/// Has the settings of timers looked at before anything starts.
public final class TimerCheck implements ConfigCheck {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    @Override
    public List<Class<?>> mappings() {
        return List.of(TimerConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        Duration interval = config.getConfigMapping(TimerConfig.class).pollInterval();
        return interval.compareTo(SHORTEST) < 0
                ? List.of(new Problem("belay.timers.poll-interval", "must be at least 100ms"))
                : List.of();
    }
}

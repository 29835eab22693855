package dev.belay.statistics.learning;

import dev.belay.platform.ConfigCheck;
import dev.belay.statistics.StatisticsConfig;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at the bounds of what is learned before anything starts.
public final class LearningCheck implements ConfigCheck {
    private static final Duration SHORTEST_HALF_LIFE = Duration.ofMinutes(5);
    private static final Duration SHORTEST_REFRESH = Duration.ofMillis(100);

    @Override
    public List<Class<?>> mappings() {
        return List.of(LearningConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        LearningConfig learning = config.getConfigMapping(LearningConfig.class);
        List<Problem> problems = new ArrayList<>();
        if (learning.order() != LearningConfig.Order.OFF
                && !config.getConfigMapping(StatisticsConfig.class).enabled()) {
            problems.add(problem("order", "needs belay.statistics.enabled"));
        }
        if (learning.halfLife().compareTo(SHORTEST_HALF_LIFE) < 0) {
            problems.add(problem("half-life", "must be at least 5m"));
        }
        if (!within(learning.exploration(), 0.25)) {
            problems.add(problem("exploration", "must be from 0 to 0.25"));
        }
        if (!within(learning.elsewhere(), 1_000)) {
            problems.add(problem("elsewhere", "must be from 0 to 1000"));
        }
        if (!within(learning.latencyWeight(), 1)) {
            problems.add(problem("latency-weight", "must be from 0 to 1"));
        }
        if (!within(learning.costWeight(), 1)) {
            problems.add(problem("cost-weight", "must be from 0 to 1"));
        }
        if (!within(learning.qualityWeight(), 1)) {
            problems.add(problem("quality-weight", "must be from 0 to 1"));
        }
        if (learning.refresh().compareTo(SHORTEST_REFRESH) < 0) {
            problems.add(problem("refresh", "must be at least 100ms"));
        }
        return problems;
    }

    private static boolean within(double value, double most) {
        return value >= 0 && value <= most;
    }

    private static Problem problem(String name, String what) {
        return new Problem("belay.learning." + name, what);
    }
}

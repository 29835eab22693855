package dev.belay.statistics;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at the spans and the threshold before anything starts.
public final class StatisticsCheck implements ConfigCheck {
    private static final Duration SHORTEST_FLUSH = Duration.ofMillis(100);
    private static final List<String> SCOPES =
            List.of("request", "session", "caller", "policy", "installation", "none");

    @Override
    public List<Class<?>> mappings() {
        return List.of(StatisticsConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        StatisticsConfig statistics = config.getConfigMapping(StatisticsConfig.class);
        List<Problem> problems = new ArrayList<>();
        if (statistics.flush().compareTo(SHORTEST_FLUSH) < 0) {
            problems.add(new Problem("belay.statistics.flush", "must be at least 100ms"));
        }
        if (statistics.keep().compareTo(Statistics.SPAN) < 0) {
            problems.add(new Problem("belay.statistics.keep", "must be at least 5m"));
        }
        StatisticsConfig.Alerts alerts = statistics.alerts();
        if (alerts.successRate() < 0 || alerts.successRate() > 1) {
            problems.add(new Problem("belay.statistics.alerts.success-rate", "must be from 0 to 1"));
        }
        if (alerts.window().compareTo(Statistics.SPAN) < 0) {
            problems.add(new Problem("belay.statistics.alerts.window", "must be at least 5m"));
        }
        if (alerts.minAttempts() < 1) {
            problems.add(new Problem("belay.statistics.alerts.min-attempts", "must be at least 1"));
        }
        if (!SCOPES.containsAll(alerts.budgetScopes())) {
            problems.add(
                    new Problem("belay.statistics.alerts.budget-scopes", "must be of " + String.join(", ", SCOPES)));
        }
        return problems;
    }
}

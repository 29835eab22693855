package dev.belay.health;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at the times before anything starts.
public final class HealthCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(HealthConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        HealthConfig health = config.getConfigMapping(HealthConfig.class);
        List<Problem> problems = new ArrayList<>();
        positive("tier-delay", health.tierDelay(), problems);
        positive("probe-hold", health.probeHold(), problems);
        positive("refresh", health.refresh(), problems);
        positive("patience", health.patience(), problems);
        return problems;
    }

    private static void positive(String name, Duration value, List<Problem> problems) {
        if (!value.isPositive()) {
            problems.add(new Problem("belay.health." + name, "must be more than 0"));
        }
    }
}

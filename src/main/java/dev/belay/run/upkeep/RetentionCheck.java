package dev.belay.run.upkeep;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;

/// Has the settings of retention looked at before anything starts.
public final class RetentionCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(RetentionConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        RetentionConfig retention = config.getConfigMapping(RetentionConfig.class);
        List<Problem> problems = new ArrayList<>();
        if (retention.runs().isNegative()) {
            problems.add(new Problem("belay.retention.runs", "must not be negative; zero keeps runs for ever"));
        }
        if (retention.maxRuns().orElse(1) < 1) {
            problems.add(new Problem("belay.retention.max-runs", "must be more than 0"));
        }
        return problems;
    }
}

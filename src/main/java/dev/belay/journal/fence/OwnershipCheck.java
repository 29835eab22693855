package dev.belay.journal.fence;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at the numbers of ownership before anything starts.
public final class OwnershipCheck implements ConfigCheck {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Override
    public List<Class<?>> mappings() {
        return List.of(OwnershipConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        OwnershipConfig ownership = config.getConfigMapping(OwnershipConfig.class);
        List<Problem> problems = new ArrayList<>();
        if (ownership.lease().compareTo(SHORTEST) < 0) {
            problems.add(new Problem("belay.ownership.lease", "must be at least 1 s, or a busy moment ends it"));
        }
        if (!ownership.scan().isPositive()) {
            problems.add(new Problem("belay.ownership.scan", "must be more than 0"));
        }
        if (ownership.maxTakeovers() < 0) {
            problems.add(new Problem("belay.ownership.max-takeovers", "must not be negative"));
        }
        if (ownership.recovery().isNegative()) {
            problems.add(new Problem("belay.ownership.recovery", "must not be negative"));
        }
        if (ownership.handOver().isNegative()) {
            problems.add(new Problem("belay.ownership.hand-over", "must not be negative"));
        }
        return problems;
    }
}

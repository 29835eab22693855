package dev.belay.sandbox;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;

/// Looks at the limits of the sandbox before anything starts.
public final class SandboxCheck implements ConfigCheck {
    private static final String PREFIX = "belay.sandbox.";
    private static final int LEAST_MEMORY = 4;
    private static final int MOST_MEMORY = 1024;

    @Override
    public List<Class<?>> mappings() {
        return List.of(SandboxConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        SandboxConfig sandbox = config.getConfigMapping(SandboxConfig.class);
        List<Problem> problems = new ArrayList<>();
        if (sandbox.memory() < LEAST_MEMORY || sandbox.memory() > MOST_MEMORY) {
            problems.add(new Problem(PREFIX + "memory", "must be from " + LEAST_MEMORY + " to " + MOST_MEMORY));
        }
        if (!sandbox.time().isPositive()) {
            problems.add(new Problem(PREFIX + "time", "must be more than 0"));
        }
        if (sandbox.patience().isNegative()) {
            problems.add(new Problem(PREFIX + "patience", "must not be negative"));
        }
        positive("output", sandbox.output(), problems);
        positive("calls", sandbox.calls(), problems);
        positive("source", sandbox.source(), problems);
        positive("open", sandbox.open(), problems);
        positive("running", sandbox.running(), problems);
        return problems;
    }

    private static void positive(String name, int value, List<Problem> problems) {
        if (value < 1) {
            problems.add(new Problem(PREFIX + name, "must be more than 0"));
        }
    }
}

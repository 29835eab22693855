package dev.belay.gateway.load;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;

/// Has the limits on load looked at before anything starts.
public final class LoadCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(LoadConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        LoadConfig load = config.getConfigMapping(LoadConfig.class);
        List<Problem> problems = new ArrayList<>();
        require(
                load.callerShare() > 0 && load.callerShare() <= 1,
                "caller-share",
                "must be more than 0 and at most 1",
                problems);
        require(load.queue() >= 0, "queue", "must not be negative", problems);
        require(!load.queueWait().isNegative(), "queue-wait", "must not be negative", problems);
        require(load.bodyWithin().isPositive(), "body-within", "must be more than 0", problems);
        require(load.maxBodyBytes().orElse(1) > 0, "max-body-bytes", "must be more than 0", problems);
        require(load.maxRunCharacters().orElse(1) > 0, "max-run-characters", "must be more than 0", problems);
        return problems;
    }

    private static void require(boolean holds, String name, String otherwise, List<Problem> problems) {
        if (!holds) {
            problems.add(new Problem("belay.load." + name, otherwise));
        }
    }
}

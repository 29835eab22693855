package dev.belay.strategy.race;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Has the settings of races looked at before anything starts.
public final class RaceCheck implements ConfigCheck {
    private static final String PREFIX = "belay.strategies.race.";

    @Override
    public List<Class<?>> mappings() {
        return List.of(RaceConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        RaceConfig race = config.getConfigMapping(RaceConfig.class);
        List<Problem> problems = new ArrayList<>();
        delay(PREFIX, problems).accept(race.delay());
        workers(PREFIX, problems).accept(race.maxWorkers());
        if (race.percentile() < 1 || race.percentile() > 99) {
            problems.add(new Problem(PREFIX + "percentile", "must be from 1 to 99"));
        }
        if (race.minSamples() < 1) {
            problems.add(new Problem(PREFIX + "min-samples", "must be more than 0"));
        }
        race.policies().forEach((policy, own) -> {
            String prefix = PREFIX + "policies.\"" + policy + "\".";
            own.delay().ifPresent(delay(prefix, problems));
            own.maxWorkers().ifPresent(workers(prefix, problems));
        });
        return problems;
    }

    private static Consumer<Duration> delay(String prefix, List<Problem> problems) {
        return delay -> {
            if (!delay.isPositive()) {
                problems.add(
                        new Problem(prefix + "delay", "must be more than 0; all start at once in the mode parallel"));
            }
        };
    }

    private static Consumer<Integer> workers(String prefix, List<Problem> problems) {
        return workers -> {
            if (workers < 1) {
                problems.add(new Problem(prefix + "max-workers", "must be more than 0"));
            }
        };
    }
}

package dev.belay.tool.guard;

import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks at the numbers of guard and cache before anything starts.
public final class GuardCheck implements ConfigCheck {
    private static final String GUARD = "belay.tools.guard.";
    private static final String CACHE = "belay.tools.cache.";

    @Override
    public List<Class<?>> mappings() {
        return List.of(GuardConfig.class, CacheConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        List<Problem> problems = new ArrayList<>();
        GuardConfig guard = config.getConfigMapping(GuardConfig.class);
        GuardConfig.Usual usual = guard.usual();
        atLeast(GUARD + "escalate-after", guard.escalateAfter(), 0, problems);
        tries(GUARD + "default.", usual.tries(), usual.factor(), problems);
        waits(GUARD + "default.backoff", usual.backoff(), problems);
        waits(GUARD + "default.max-wait", usual.maxWait(), problems);
        atLeast(GUARD + "default.breaker.failures", usual.breaker().failures(), 0, problems);
        waits(GUARD + "default.breaker.delay", usual.breaker().delay(), problems);
        guard.tools().forEach((tool, own) -> own(GUARD + tool + ".", own, usual, problems));
        CacheConfig cache = config.getConfigMapping(CacheConfig.class);
        waits(CACHE + "ttl", cache.ttl(), problems);
        waits(CACHE + "stale", cache.stale(), problems);
        atLeast(CACHE + "entries", cache.entries(), 0, problems);
        return problems;
    }

    private static void own(String prefix, GuardConfig.Own own, GuardConfig.Usual usual, List<Problem> problems) {
        if (prefix.equals(GUARD + "default.")) {
            return;
        }
        own.timeout().filter(timeout -> !timeout.isPositive()).ifPresent(_ -> {
            problems.add(new Problem(prefix + "timeout", "must be more than 0"));
        });
        atLeast(prefix + "output-limit", own.outputLimit().orElse(1), 1, problems);
        tries(prefix, own.tries().orElse(usual.tries()), own.factor().orElse(usual.factor()), problems);
        own.backoff().ifPresent(backoff -> waits(prefix + "backoff", backoff, problems));
        own.maxWait().ifPresent(wait -> waits(prefix + "max-wait", wait, problems));
        atLeast(prefix + "breaker.failures", own.breaker().failures().orElse(0), 0, problems);
        own.breaker().delay().ifPresent(delay -> waits(prefix + "breaker.delay", delay, problems));
    }

    private static void tries(String prefix, int tries, double factor, List<Problem> problems) {
        atLeast(prefix + "tries", tries, 1, problems);
        if (!(factor >= 1 && factor <= 100)) {
            problems.add(new Problem(prefix + "factor", "must be 1 to 100"));
        }
    }

    private static void atLeast(String property, int value, int least, List<Problem> problems) {
        if (value < least) {
            problems.add(new Problem(property, "must be at least " + least));
        }
    }

    private static void waits(String property, Duration value, List<Problem> problems) {
        if (value.isNegative()) {
            problems.add(new Problem(property, "must not be negative"));
        }
    }
}

package dev.belay.statistics.alert;

import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// When every model that a policy's requests may ask, or every tier of its chain that asks models, is left alone,
/// nothing live can answer them, whatever else is configured. Thread-safe.
final class LiveRule {
    static final String CAUSE = "no_live_tier";

    private final Map<Subject, Supplier<Breaker>> breakers = new ConcurrentHashMap<>();
    private final Supplier<LiveWays> ways;

    /// @param ways asked for whenever it is judged
    LiveRule(Supplier<LiveWays> ways) {
        this.ways = ways;
    }

    void guarded(HealthEvent.Guarded guarded) {
        breakers.put(guarded.subject(), guarded.state());
    }

    /// What is found of each policy.
    List<Finding> judge() {
        return ways.get().all().stream().map(this::judge).toList();
    }

    private Finding judge(LiveWays.Way way) {
        String left = leftAlone(way);
        if (left == null) {
            return Finding.well(way.subject(), CAUSE);
        }
        String what = "requests with policy %s get degraded answers, or none: %s is left alone";
        return Finding.wrong(way.subject(), CAUSE, what.formatted(way.names(), left));
    }

    /// What is left alone, for people; `null` if something live is left.
    private String leftAlone(LiveWays.Way way) {
        if (open(way.models())) {
            return "every model that they may ask";
        }
        return open(way.tiers()) ? "every tier that asks models" : null;
    }

    private boolean open(List<Subject> all) {
        return !all.isEmpty() && all.stream().allMatch(this::open);
    }

    private boolean open(Subject subject) {
        Supplier<Breaker> breaker = breakers.get(subject);
        return breaker != null && breaker.get() == Breaker.OPEN;
    }
}

package dev.belay.statistics.alert;

import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// When every model, or every tier that asks models, is left alone, nothing live can answer. Thread-safe.
final class LiveRule {
    static final String CAUSE = "no_live_tier";
    private static final Subject ALL = Subject.tier("all");

    private final Map<Subject, Supplier<Breaker>> breakers = new ConcurrentHashMap<>();

    void guarded(HealthEvent.Guarded guarded) {
        breakers.put(guarded.subject(), guarded.state());
    }

    void judge(Alerts alerts) {
        if (open(Subject.Kind.MODEL)) {
            alerts.raise(ALL, CAUSE, "every model is left alone: answers come from cache, knowledge and rules only");
        } else if (open(Subject.Kind.TIER)) {
            alerts.raise(ALL, CAUSE, "every tier that asks models is left alone: answers are degraded");
        } else {
            alerts.clear(ALL, CAUSE);
        }
    }

    private boolean open(Subject.Kind kind) {
        boolean any = false;
        for (var breaker : breakers.entrySet()) {
            if (breaker.getKey().kind() == kind) {
                if (breaker.getValue().get() != Breaker.OPEN) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }
}

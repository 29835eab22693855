package dev.belay.tier;

import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.Subject;
import dev.belay.health.Health;
import dev.belay.health.HealthConfig;
import dev.belay.health.SharedGate;
import dev.belay.health.SharedGate.Leave;
import dev.belay.health.Terms;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What this and other processes found out about the tiers that ask models: whether one may be tried now. Stands in
/// front of the breakers that the tiers are annotated with; called from many threads at once.
@ApplicationScoped
public class TierHealth {
    private static final String BROKEN = "tier_broken";

    private final Health health;
    private final Terms terms;
    private final CircuitBreakerMaintenance breakers;
    private final Map<String, SharedGate> gates = new ConcurrentHashMap<>();
    /// Tier to the run, or branch of one, that probes it.
    private final Map<String, String> probing = new ConcurrentHashMap<>();

    TierHealth(Health health, HealthConfig config, CircuitBreakerMaintenance breakers) {
        this.health = health;
        this.terms = new Terms(config.tierDelay(), 1, config.probeHold());
        this.breakers = breakers;
    }

    /// So that breakers are shown before they are needed.
    void begin(@Observes StartupEvent start, Tiers tiers) {
        tiers.order().stream().filter(TierHealth::guarded).forEach(this::gate);
    }

    /// Whether the tier is left alone. Asked before each call of it; one that may go is followed by [#over].
    ///
    /// @param way tells calls apart that are under way at once
    boolean refuses(String tier, String way) {
        Leave leave = guarded(tier) ? gate(tier).ask() : Leave.FREE;
        if (leave == Leave.PROBE) {
            probing.put(tier, way);
        }
        return leave == Leave.REFUSED;
    }

    /// A call of the tier came to its end, and with it what followed it down the chain.
    void over(String tier, String way) {
        if (probing.remove(tier, way)) {
            gate(tier).unused();
        }
    }

    /// An attempt of the tier ended.
    ///
    /// @param outcome as [TierCounts] counts it
    void ended(String tier, String outcome) {
        if (guarded(tier) && !outcome.equals(TierCounts.STOPPED)) {
            gate(tier).probed(!outcome.equals(BROKEN));
        }
    }

    /// `null` for a tier without a breaker.
    Breaker state(String tier) {
        return guarded(tier) ? gate(tier).state() : null;
    }

    private static boolean guarded(String tier) {
        return Tiers.KNOWN.contains(tier) && Tiers.asksModel(tier);
    }

    private SharedGate gate(String tier) {
        return gates.computeIfAbsent(tier, this::made);
    }

    private SharedGate made(String tier) {
        SharedGate gate = health.gate(Subject.tier(tier), terms, () -> breakers.reset(tier));
        breakers.onStateChange(tier, now -> gate.local(breaker(now)));
        return gate;
    }

    private static Breaker breaker(CircuitBreakerState now) {
        return switch (now) {
            case CLOSED -> Breaker.CLOSED;
            case OPEN -> Breaker.OPEN;
            case HALF_OPEN -> Breaker.HALF_OPEN;
        };
    }
}

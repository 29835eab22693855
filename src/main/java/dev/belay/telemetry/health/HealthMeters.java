package dev.belay.telemetry.health;

import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.HealthEvent;
import dev.belay.exchange.health.Subject;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/// Breakers and alerts as metrics. Labels are ids from configuration and words of small sets.
@Singleton
public final class HealthMeters {
    private static final String STATE = "belay.breaker.state";

    private final MeterRegistry registry;

    public HealthMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    public void heard(@Observes HealthEvent event) {
        Tags of = of(event.subject());
        switch (event) {
            case HealthEvent.Guarded guarded -> {
                state(of, guarded.state());
                openings(of, "here");
                openings(of, "elsewhere");
            }
            case HealthEvent.Opened opened ->
                openings(of, opened.here() ? "here" : "elsewhere").increment();
            case HealthEvent.Alert alert ->
                registry.counter("belay.alerts", of.and("cause", alert.cause())).increment();
            case HealthEvent.Recovered _ -> {
                // the state says so
            }
        }
    }

    /// A gauge of an application that ran in this process before shows nothing any more.
    private void state(Tags of, Supplier<Breaker> state) {
        registry.removeByPreFilterId(new Meter.Id(STATE, of, null, null, Meter.Type.GAUGE));
        Gauge.builder(STATE, () -> height(state.get())).tags(of).register(registry);
    }

    private Counter openings(Tags of, String found) {
        return registry.counter("belay.breaker.openings", of.and("found", found));
    }

    private static int height(Breaker state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }

    private static Tags of(Subject subject) {
        return Tags.of("kind", subject.kindWord(), "id", subject.id());
    }
}

package dev.belay.model.guard;

import dev.belay.exchange.Failure;
import dev.belay.exchange.health.Breaker;
import dev.belay.exchange.health.Subject;
import dev.belay.health.Health;
import dev.belay.health.SharedGate;
import dev.belay.health.Terms;
import dev.belay.model.CallsConfig;
import dev.belay.model.Reaction;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.wire.CallFailed;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/// The breaker of one model, behind what other processes know of it. Shared by all runs; thread-safe.
///
/// Only what [Reaction#isProviderFault] names counts against the model. A probe that ends with a word neither for nor
/// against it, cancelled or out of time, does not close the breaker: it waits its delay once more.
public final class Gate {
    /// SmallRye wants the names of breakers to differ in a JVM, and forgets none.
    private static final AtomicLong NUMBER = new AtomicLong();

    private final TypedGuard<Void> guard;
    private final SharedGate shared;
    private final RetryBudget budget;
    private final ModelSpec model;

    /// @param shared what other processes know
    /// @param budget counts the calls
    Gate(ModelSpec model, CallsConfig.Breaker breaker, Health health, Terms terms, RetryBudget budget) {
        this.model = model;
        this.budget = budget;
        String name = "model:" + model.id() + "#" + NUMBER.incrementAndGet();
        Subject subject = Subject.model(model.id());
        this.shared = health.gate(
                subject, terms, () -> CircuitBreakerMaintenance.get().reset(name));
        this.guard = TypedGuard.create(Void.class)
                .withDescription("model:" + model.id())
                .withCircuitBreaker()
                .name(name)
                .requestVolumeThreshold(breaker.requests())
                .failureRatio(breaker.failureRatio())
                .delay(breaker.delay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(breaker.successes())
                .when(thrown -> isFailure(thrown, name))
                .onStateChange(now -> shared.local(breaker(now)))
                .done()
                .build();
    }

    /// @throws CallFailed as `call` throws it, or if the model is not to be asked now
    public <T> T pass(Supplier<T> call) {
        return switch (shared.ask()) {
            case FREE -> guarded(call);
            case PROBE -> probe(call);
            case REFUSED -> throw leftAlone();
        };
    }

    /// As [#pass], for a call from which nothing is learned. It is made only while there is no doubt of the model.
    public <T> T passAside(Supplier<T> call) {
        if (state() != Breaker.CLOSED) {
            throw leftAlone();
        }
        return call.get();
    }

    private <T> T probe(Supplier<T> call) {
        try {
            T answered = guarded(call);
            shared.probed(true);
            return answered;
        } catch (CallFailed failed) {
            told(failed.failure());
            throw failed;
        } finally {
            shared.unused();
        }
    }

    private void told(Failure failure) {
        if (Reaction.isProviderFault(failure)) {
            shared.probed(false);
        } else if (Reaction.isSignOfLife(failure)) {
            shared.probed(true);
        }
    }

    /// SmallRye knows success and failure only. What is neither counts as success of a call while the breaker is
    /// closed, so that it opens nothing, and as failure of a probe, so that it closes nothing.
    private static boolean isFailure(Throwable thrown, String name) {
        if (thrown instanceof CallFailed failed) {
            if (Reaction.isProviderFault(failed.failure())) {
                return true;
            }
            if (Reaction.isSignOfLife(failed.failure())) {
                return false;
            }
        }
        return CircuitBreakerMaintenance.get().currentState(name) == CircuitBreakerState.HALF_OPEN;
    }

    private <T> T guarded(Supplier<T> call) {
        AtomicReference<T> answered = new AtomicReference<>();
        try {
            guard.get(() -> {
                budget.called();
                answered.set(call.get());
                return null;
            });
            return answered.get();
        } catch (CircuitBreakerOpenException _) {
            throw leftAlone();
        }
    }

    private CallFailed leftAlone() {
        return new CallFailed(new Failure.BreakerOpen(model.id() + " failed too often lately"));
    }

    public Breaker state() {
        return shared.state();
    }

    /// Whether the model may be asked once more after a call that failed. The retry counts as made.
    public boolean again() {
        return budget.again();
    }

    private static Breaker breaker(CircuitBreakerState now) {
        return switch (now) {
            case CLOSED -> Breaker.CLOSED;
            case OPEN -> Breaker.OPEN;
            case HALF_OPEN -> Breaker.HALF_OPEN;
        };
    }
}

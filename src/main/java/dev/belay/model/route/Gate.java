package dev.belay.model.route;

import dev.belay.exchange.Failure;
import dev.belay.model.CallsConfig;
import dev.belay.model.Models;
import dev.belay.model.Reaction;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.wire.Answered;
import dev.belay.model.wire.CallFailed;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/// The breaker of one model. Shared by all runs; thread-safe.
///
/// Only what [Reaction#isProviderFault] names counts against the model.
final class Gate {
    private final TypedGuard<Answered> guard;
    private final ModelSpec model;
    private volatile Models.Breaker state = Models.Breaker.CLOSED;

    Gate(ModelSpec model, CallsConfig.Breaker breaker) {
        this.model = model;
        this.guard = TypedGuard.create(Answered.class)
                .withDescription("model:" + model.id())
                .withCircuitBreaker()
                .requestVolumeThreshold(breaker.requests())
                .failureRatio(breaker.failureRatio())
                .delay(breaker.delay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(breaker.successes())
                .when(failure -> failure instanceof CallFailed failed && Reaction.isProviderFault(failed.failure()))
                .onStateChange(this::changed)
                .done()
                .build();
    }

    /// @throws CallFailed as `call` throws it, or if the model is not to be asked now
    Answered pass(Supplier<Answered> call) {
        try {
            return guard.get(call);
        } catch (CircuitBreakerOpenException _) {
            throw new CallFailed(new Failure.BreakerOpen(model.id() + " failed too often lately"));
        }
    }

    Models.Breaker state() {
        return state;
    }

    private void changed(CircuitBreakerState now) {
        state = switch (now) {
            case CLOSED -> Models.Breaker.CLOSED;
            case OPEN -> Models.Breaker.OPEN;
            case HALF_OPEN -> Models.Breaker.HALF_OPEN;
        };
    }
}

package dev.belay.tier;

import dev.belay.exchange.Answer;
import dev.belay.tier.support.Scene;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/// What every tier that asks models must do, whatever framework is inside.
public abstract class TierContract
        implements AnswerContract, ControlFlowContract, BadModelContract, TimeContract, BrokenFrameworkContract {
    @Inject
    @Any
    Instance<Tier> tiers;

    @Inject
    CircuitBreakerMaintenance breakers;

    protected final Scene scene = new Scene();

    @Override
    public Scene scene() {
        return scene;
    }

    @Override
    public CircuitBreakerMaintenance breakers() {
        return breakers;
    }

    @Override
    public Answer attempt(Scene scene) {
        return tiers.select(Identifier.Literal.of(id())).get().attempt(scene.call(id()));
    }
}

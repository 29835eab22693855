package dev.belay.strategy.smart;

import dev.belay.exchange.Answer;
import dev.belay.strategy.Strategies;
import dev.belay.strategy.Strategy;
import dev.belay.tier.Descent;
import dev.belay.tier.TierCall;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;

/// First the tier that fits the task, then the rest of the chain, one after the other.
@ApplicationScoped
@Identifier(SmartStrategy.ID)
public class SmartStrategy implements Strategy {
    static final String ID = Strategies.SMART;

    private final Descent descent;
    private final Routing routing;

    SmartStrategy(Descent descent, Routing routing) {
        this.descent = descent;
        this.routing = routing;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Answer answer(TierCall call) {
        return descent.from(routing.routed(call));
    }
}

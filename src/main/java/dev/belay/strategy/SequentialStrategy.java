package dev.belay.strategy;

import dev.belay.exchange.Answer;
import dev.belay.tier.Descent;
import dev.belay.tier.TierCall;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;

/// One tier after the other, in the order of the chain, until one holds.
@ApplicationScoped
@Identifier(SequentialStrategy.ID)
public class SequentialStrategy implements Strategy {
    static final String ID = "sequential";

    private final Descent descent;

    SequentialStrategy(Descent descent) {
        this.descent = descent;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Answer answer(TierCall call) {
        return descent.from(call);
    }
}

package dev.belay.strategy.learned;

import dev.belay.exchange.Answer;
import dev.belay.strategy.Strategy;
import dev.belay.tier.TierCall;

/// A strategy whose chain comes in the order that was learned.
public record LearnedOrder(Strategy strategy, Learner learner) implements Strategy {

    @Override
    public String id() {
        return strategy.id();
    }

    @Override
    public Answer answer(TierCall call) {
        return strategy.answer(learner.ordered(call));
    }
}

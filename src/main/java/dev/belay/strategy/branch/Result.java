package dev.belay.strategy.branch;

import dev.belay.exchange.Answer;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.tier.TierFailed;

/// What a branch came to.
public sealed interface Result {
    record Answered(Answer answer) implements Result {}

    record Fell(Failure failure) implements Result {}

    /// It is to stop rather than to fall.
    record Stopped(ControlFlow flow) implements Result {}

    /// What was thrown is no failure of a tier: Belay itself broke.
    record Broke(RuntimeException thrown) implements Result {}

    static Result of(RuntimeException thrown) {
        return switch (thrown) {
            case TierFailed fell -> new Fell(fell.failure());
            case ControlFlow flow -> new Stopped(flow);
            default -> new Broke(thrown);
        };
    }
}

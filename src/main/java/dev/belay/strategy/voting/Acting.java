package dev.belay.strategy.voting;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Failure;
import dev.belay.tier.Passage;
import dev.belay.tier.TierCall;

/// What an attempt writes on that does what was agreed on and decides nothing more.
record Acting(Passage run) implements Passage {

    static TierCall.Work work(TierCall.Work work) {
        return new TierCall.Work(
                work.id(), work.request(), work.route(), work.limits(), work.scope(), new Acting(work.passage()));
    }

    @Override
    public Attempt begin(String tier, int index) {
        return run.begin(tier, index);
    }

    @Override
    public void settle() {
        run.settle();
    }

    @Override
    public void fell(String tier, Failure failure, String next) {
        run.fell(tier, failure, next);
    }

    @Override
    public void goOn() {
        throw new ControlFlow.Cancelled("what was agreed on is done");
    }
}

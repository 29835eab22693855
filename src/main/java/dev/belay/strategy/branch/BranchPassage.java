package dev.belay.strategy.branch;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Failure;
import dev.belay.exchange.speech.Speech;
import dev.belay.exchange.speech.Take;
import dev.belay.tier.Passage;

/// What a tier in a branch writes down and waits for. The caller hears nothing of it before the run went on in it.
///
/// @param counter runs before a model is asked for a decision; what it throws ends the attempt
/// @param speech what the caller hears
record BranchPassage(Branch branch, Gate gate, Runnable counter, Speech speech) implements Passage {
    BranchPassage(Branch branch, Gate gate, Runnable counter, Speech speech) {
        this.branch = branch;
        this.gate = gate;
        this.counter = counter;
        this.speech = new Later(branch, speech);
    }

    @Override
    public Attempt begin(String tier, int index) {
        return branch.passage().begin(tier, index);
    }

    @Override
    public void permit(Act act, Cancellation attempt) {
        if (!branch.taken()) {
            gate.asks(branch, act, attempt);
        }
    }

    @Override
    public void turn() {
        counter.run();
    }

    /// What has not been allowed to act has nothing to settle.
    @Override
    public void settle() {
        if (branch.taken()) {
            branch.passage().settle();
        }
    }

    /// The chain of a branch ends with its tier: what follows is the strategy's to say.
    @Override
    public void fell(String tier, Failure failure, String next) {}

    /// Heard from the first message on that begins after the branch was taken.
    private record Later(Branch branch, Speech speech) implements Speech {

        @Override
        public Take begin() {
            return branch.taken() ? speech.begin() : Take.UNHEARD;
        }

        @Override
        public String heard() {
            return branch.taken() ? speech.heard() : "";
        }

        @Override
        public void next(String whole, String model) {
            if (branch.taken()) {
                speech.next(whole, model);
            }
        }
    }
}

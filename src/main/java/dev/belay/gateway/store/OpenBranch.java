package dev.belay.gateway.store;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.Failure;
import dev.belay.run.LiveRun;
import dev.belay.tier.Passage;

/// A branch of a run of the store, as the tiers know it.
///
/// @param whole the run that it is a branch of
record OpenBranch(LiveRun.Branch branch, Passage whole) implements Passage.Part {

    @Override
    public int number() {
        return branch.number();
    }

    @Override
    public void came(BranchStage stage, String why) {
        branch.came(stage, why);
    }

    @Override
    public Attempt begin(String tier, int index) {
        return new OpenRun.OpenAttempt(branch.begin(index));
    }

    @Override
    public void settle() {
        whole.settle();
    }

    @Override
    public void fell(String tier, Failure failure, String next) {
        whole.fell(tier, failure, next);
    }
}

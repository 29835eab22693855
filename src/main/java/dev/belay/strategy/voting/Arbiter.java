package dev.belay.strategy.voting;

import dev.belay.tier.TierCall;
import java.util.List;

/// Says which of several answers is the best.
interface Arbiter {

    /// @param candidates at least two, in the order in which the arbiter sees them, without names
    /// @return place of one of them, from 0
    /// @throws dev.belay.tier.TierFailed if it does not come to a choice
    int choose(TierCall call, List<String> candidates);
}

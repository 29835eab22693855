package dev.belay.tier;

import dev.belay.exchange.Failure;

/// What has to happen between two tiers, implemented by whoever holds the run.
public interface Passage {

    /// Waits until no effect of the run is under way, at most for the longest timeout of the tools concerned; what is
    /// still unknown then is in doubt. No tier starts before this returns.
    void settle();

    /// Writes down that `tier` fell and that `next` follows.
    ///
    /// @param next id of the next tier, or `null` if the chain ends here
    void fell(String tier, Failure failure, String next);
}

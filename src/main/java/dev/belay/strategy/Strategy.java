package dev.belay.strategy;

import dev.belay.exchange.Answer;
import dev.belay.tier.TierCall;
import dev.belay.tier.TierFailed;

/// Decides which tiers are tried, in which order and how many at once. Sees of a tier only that it answers or
/// fails.
public interface Strategy {

    /// The name used in requests and configuration.
    String id();

    /// @throws TierFailed if no tier held; the failure is that of the last one
    /// @throws dev.belay.exchange.ControlFlow if the run is to stop rather than to fall
    Answer answer(TierCall call) throws TierFailed;
}

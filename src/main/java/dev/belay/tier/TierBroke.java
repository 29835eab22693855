package dev.belay.tier;

import dev.belay.exchange.Failure;

/// The tier itself broke: its framework threw. The only kind that is retried on the same tier and that its
/// breaker counts.
public final class TierBroke extends TierFailed {
    public TierBroke(String detail, Throwable cause) {
        super(new Failure.TierBroken(detail), cause);
    }
}

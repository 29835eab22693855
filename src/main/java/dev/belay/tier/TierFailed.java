package dev.belay.tier;

import dev.belay.exchange.Failure;

/// A tier fell, for a reason that trying the same tier again would not change.
public class TierFailed extends RuntimeException {
    private final transient Failure failure;

    public TierFailed(Failure failure) {
        this(failure, null);
    }

    public TierFailed(Failure failure, Throwable cause) {
        super(failure.reason() + ": " + failure.detail(), cause);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}

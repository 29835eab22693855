package dev.belay.model;

import dev.belay.exchange.Failure;

/// A route is exhausted, or its only model failed.
public final class ModelFailed extends RuntimeException {
    private final transient Failure failure;

    public ModelFailed(Failure failure) {
        super(failure.reason() + ": " + failure.detail(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}

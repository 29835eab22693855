package dev.belay.model.wire;

import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import java.time.Duration;

/// A call that brought no answer. The connection is closed or free by the time it is thrown.
public final class CallFailed extends RuntimeException {
    private final transient Failure failure;
    private final transient Usage usage;
    private final transient Duration firstToken;
    private final boolean unheard;

    /// @param usage what it is known or estimated to have cost all the same
    /// @param firstToken when the first token came, or `null` if none did
    public CallFailed(Failure failure, Usage usage, Duration firstToken) {
        this(failure, usage, firstToken, false);
    }

    /// @param unheard whether the request may have been worked on, though nothing was heard of it
    public CallFailed(Failure failure, Usage usage, Duration firstToken, boolean unheard) {
        super(failure.reason() + ": " + failure.detail(), null, false, false);
        this.failure = failure;
        this.usage = usage;
        this.firstToken = firstToken;
        this.unheard = unheard;
    }

    public CallFailed(Failure failure) {
        this(failure, Usage.NONE, null);
    }

    public Failure failure() {
        return failure;
    }

    public Usage usage() {
        return usage;
    }

    /// Whether the provider may bill more than anybody here knows of: it was sent the request and never answered.
    public boolean unheard() {
        return unheard;
    }

    public Duration firstToken() {
        return firstToken;
    }
}

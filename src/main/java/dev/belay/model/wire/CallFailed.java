package dev.belay.model.wire;

import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import java.time.Duration;

/// A call that brought no answer. The connection is closed or free by the time it is thrown.
public final class CallFailed extends RuntimeException {
    private final transient Failure failure;
    private final transient Usage usage;
    private final transient Duration firstToken;

    /// @param usage what it is known or estimated to have cost all the same
    /// @param firstToken when the first token came, or `null` if none did
    public CallFailed(Failure failure, Usage usage, Duration firstToken) {
        super(failure.reason() + ": " + failure.detail(), null, false, false);
        this.failure = failure;
        this.usage = usage;
        this.firstToken = firstToken;
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

    public Duration firstToken() {
        return firstToken;
    }
}

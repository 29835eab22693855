package dev.belay.model.guard;

import dev.belay.model.CallsConfig;
import dev.belay.platform.Ids;
import java.time.Duration;
import java.util.Optional;

/// How long to wait before the same model is asked again: exponential, with jitter, and never shorter than the provider
/// asked for.
public final class Backoff {
    private final CallsConfig.Retry retry;
    private final Ids ids;

    public Backoff(CallsConfig.Retry retry, Ids ids) {
        this.retry = retry;
        this.ids = ids;
    }

    /// @param failed tries that failed so far, from 1
    /// @param retryAfter what the provider asked for, or `null`
    /// @param remaining of the deadline
    /// @return empty if waiting so long is not worth it or not possible
    public Optional<Duration> after(int failed, Duration retryAfter, Duration remaining) {
        Duration own = min(usual(failed), retry.maxWait());
        Duration wait = retryAfter == null ? own : max(own, retryAfter);
        return mayWait(wait, remaining) ? Optional.of(wait) : Optional.empty();
    }

    /// Whether a wait that a provider asked for is worth it, and possible.
    public boolean mayWait(Duration asked, Duration remaining) {
        return asked.compareTo(retry.maxWait()) <= 0 && asked.compareTo(remaining) < 0;
    }

    private Duration usual(int failed) {
        double grown = retry.base().toNanos() * Math.pow(retry.factor(), failed - 1.0);
        double jittered = grown * (1 - retry.jitter() / 2 + retry.jitter() * ids.fraction());
        return Duration.ofNanos((long) Math.min(jittered, Long.MAX_VALUE / 2.0));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}

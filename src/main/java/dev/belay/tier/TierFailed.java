package dev.belay.tier;

import dev.belay.exchange.Failure;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/// A tier fell, for a reason that trying the same tier again would not change.
public class TierFailed extends RuntimeException {
    private final transient Failure failure;
    private final String hint;

    public TierFailed(Failure failure) {
        this(failure, null, null);
    }

    public TierFailed(Failure failure, Throwable cause) {
        this(failure, null, cause);
    }

    /// A whole chain fell.
    TierFailed(TierCall.Fall fall) {
        this(fall.failure(), fall.failure() instanceof Failure.NoMatch ? null : fall.hint(), null);
    }

    private TierFailed(Failure failure, String hint, Throwable cause) {
        super(failure.reason() + ": " + failure.detail(), cause);
        this.failure = failure;
        this.hint = hint;
    }

    public Failure failure() {
        return failure;
    }

    /// What a tier of the chain that had no match could have answered, for people; or `null`.
    public String hint() {
        return hint;
    }

    /// The failure behind whatever came out of a tier. Of an unexpected exception only the kind is told,
    /// because its message may hold anything.
    ///
    /// @param tier id of the tier it came out of
    public static Failure failureOf(Throwable thrown, String tier) {
        return switch (thrown) {
            case TierFailed failed -> failed.failure();
            case CircuitBreakerOpenException _ ->
                new Failure.BreakerOpen(tier + " broke too often and is left alone for a while");
            case TimeoutException _ -> new Failure.TimedOut(tier + " did not answer within its time");
            default ->
                new Failure.TierBroken(tier + " broke: " + thrown.getClass().getSimpleName());
        };
    }
}

package dev.belay.model;

import dev.belay.exchange.Failure;
import java.time.Duration;

/// What a failure leads to: the one table of the design, in code.
///
/// The door acts on it between models; tiers act on [Correct] and on everything that leaves the door.
public sealed interface Reaction {

    /// The same model again after a wait, then the next one.
    ///
    /// @param after what the provider asked for, or `null` for the usual backoff
    record Again(Duration after) implements Reaction {}

    /// The next model.
    ///
    /// @param forRun whether this model is not to be asked again in this run
    record NextModel(boolean forRun) implements Reaction {}

    /// A model with more room, never the same with the same request.
    record Roomier() implements Reaction {}

    /// The end of the run, or the next model, as the route says.
    record StopOrNext() implements Reaction {}

    /// One corrective turn by the tier; before that the next model, if there is one.
    record Correct() implements Reaction {}

    /// The next model, and somebody has to look at this one's account.
    record AlertAndNext() implements Reaction {}

    /// Nothing that another model could change: the tier falls.
    record Fall() implements Reaction {}

    /// Looks the failure up.
    static Reaction to(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited limited -> new Again(limited.retryAfter());
            case Failure.Overloaded overloaded -> new Again(overloaded.retryAfter());
            case Failure.ConnectionLost _ -> new Again(null);
            case Failure.Silent _ -> new NextModel(true);
            case Failure.BreakerOpen _,
                    Failure.Saturated _,
                    Failure.InvalidRequest _,
                    Failure.Unavailable _,
                    Failure.OverBudget _ -> new NextModel(false);
            case Failure.ContextTooLong _ -> new Roomier();
            case Failure.ContentRejected _ -> new StopOrNext();
            case Failure.Unauthorized _ -> new AlertAndNext();
            case Failure.BadAnswer bad -> toBadAnswer(bad.flaw());
            case Failure.TimedOut _,
                    Failure.DeadlinePassed _,
                    Failure.TierBroken _,
                    Failure.NoMatch _,
                    Failure.EffectUnsettled _ -> new Fall();
        };
    }

    private static Reaction toBadAnswer(Failure.BadAnswer.Flaw flaw) {
        return switch (flaw) {
            case EMPTY, CUT, SCHEMA, UNEXPECTED, TOOL_ARGUMENTS, UNKNOWN_TOOL -> new Correct();
            case MALFORMED, TOO_LONG -> new NextModel(false);
            case REFUSED -> new StopOrNext();
            case LOOPING, TOO_MANY_TURNS -> new Fall();
        };
    }

    /// Whether the failure speaks against the provider, so that its breaker counts it.
    static boolean isProviderFault(Failure failure) {
        return switch (failure) {
            case Failure.RateLimited _, Failure.Overloaded _, Failure.ConnectionLost _, Failure.Silent _ -> true;
            case Failure.ContextTooLong _,
                    Failure.ContentRejected _,
                    Failure.Unauthorized _,
                    Failure.InvalidRequest _,
                    Failure.BadAnswer _,
                    Failure.Saturated _,
                    Failure.BreakerOpen _,
                    Failure.TimedOut _,
                    Failure.DeadlinePassed _,
                    Failure.TierBroken _,
                    Failure.NoMatch _,
                    Failure.Unavailable _,
                    Failure.OverBudget _,
                    Failure.EffectUnsettled _ -> false;
        };
    }

    /// Whether the failure shows that the provider works, so that a probe that ends with it did its work.
    static boolean isSignOfLife(Failure failure) {
        return switch (failure) {
            case Failure.ContextTooLong _,
                    Failure.ContentRejected _,
                    Failure.Unauthorized _,
                    Failure.InvalidRequest _,
                    Failure.BadAnswer _ -> true;
            case Failure.RateLimited _,
                    Failure.Overloaded _,
                    Failure.ConnectionLost _,
                    Failure.Silent _,
                    Failure.Saturated _,
                    Failure.BreakerOpen _,
                    Failure.TimedOut _,
                    Failure.DeadlinePassed _,
                    Failure.TierBroken _,
                    Failure.NoMatch _,
                    Failure.Unavailable _,
                    Failure.OverBudget _,
                    Failure.EffectUnsettled _ -> false;
        };
    }
}

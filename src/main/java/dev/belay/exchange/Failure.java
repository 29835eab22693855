package dev.belay.exchange;

import java.time.Duration;

/// Why an attempt did not answer. What each kind leads to stands in one table, `dev.belay.model.Reaction`.
///
/// [#reason()] is a word of a small fixed set, fit for metrics, spans and headers; [#detail()] is for people and never
/// holds a key, a header or a provider's page.
public sealed interface Failure {

    String detail();

    /// The provider answered 429.
    ///
    /// @param retryAfter what it asked for, or `null`
    record RateLimited(String detail, Duration retryAfter) implements Failure {}

    /// The provider answered 5xx, or with an error inside a stream.
    ///
    /// @param retryAfter what it asked for, or `null`
    record Overloaded(String detail, Duration retryAfter) implements Failure {}

    /// No connection, or it broke before the answer was whole.
    record ConnectionLost(String detail) implements Failure {}

    /// Connected, but too quiet.
    record Silent(String detail, Phase phase) implements Failure {
        public enum Phase {
            FIRST_TOKEN,
            IDLE,
            THROUGHPUT
        }
    }

    /// The request does not fit the model's context.
    record ContextTooLong(String detail) implements Failure {}

    /// The provider's content policy said no; `detail` is the provider's reason.
    record ContentRejected(String detail) implements Failure {}

    /// The provider does not know our key, or does not let it do this.
    record Unauthorized(String detail) implements Failure {}

    /// The provider says the request itself is wrong, and it would be wrong again.
    record InvalidRequest(String detail) implements Failure {}

    /// Something came back that is not an answer.
    record BadAnswer(String detail, Flaw flaw) implements Failure {
        public enum Flaw {
            EMPTY,
            CUT,
            MALFORMED,
            SCHEMA,
            UNEXPECTED,
            REFUSED,
            TOO_LONG,
            TOOL_ARGUMENTS,
            UNKNOWN_TOOL,
            LOOPING,
            TOO_MANY_TURNS
        }
    }

    /// Too many calls to this model at once, or too many retries among them.
    record Saturated(String detail) implements Failure {}

    /// Not asked at all: its circuit breaker is open.
    record BreakerOpen(String detail) implements Failure {}

    /// The tier's own time is over.
    record TimedOut(String detail) implements Failure {}

    /// The caller's time, less the reserve, is over.
    record DeadlinePassed(String detail) implements Failure {}

    /// The tier itself broke: an error of its framework or of ours, not of a provider.
    record TierBroken(String detail) implements Failure {}

    /// The tier has nothing to say to this request; `detail` says what it would take.
    record NoMatch(String detail) implements Failure {}

    /// The tier is not available in this installation or to this request.
    record Unavailable(String detail) implements Failure {}

    /// Nothing may start, because an effect is still unsettled.
    record EffectUnsettled(String detail) implements Failure {}

    /// Not asked at all, or not to its end: what is left of a budget is not enough.
    ///
    /// @param measure of the request's own budget, if that alone is in the way; or `null`
    record OverBudget(String detail, String measure) implements Failure {}

    /// A word of a small fixed set.
    default String reason() {
        return switch (this) {
            case RateLimited _ -> "rate_limited";
            case Overloaded _ -> "overloaded";
            case ConnectionLost _ -> "connection_lost";
            case Silent _ -> "silent";
            case ContextTooLong _ -> "context_too_long";
            case ContentRejected _ -> "content_rejected";
            case Unauthorized _ -> "unauthorized";
            case InvalidRequest _ -> "invalid_request";
            case BadAnswer bad -> "bad_answer." + bad.flaw().name().toLowerCase(java.util.Locale.ROOT);
            case Saturated _ -> "saturated";
            case BreakerOpen _ -> "breaker_open";
            case TimedOut _ -> "timed_out";
            case DeadlinePassed _ -> "deadline_passed";
            case TierBroken _ -> "tier_broken";
            case NoMatch _ -> "no_match";
            case Unavailable _ -> "unavailable";
            case EffectUnsettled _ -> "effect_unsettled";
            case OverBudget _ -> "over_budget";
        };
    }
}

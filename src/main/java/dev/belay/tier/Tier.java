package dev.belay.tier;

import dev.belay.exchange.Answer;

/// One way of answering. A tier either answers or fails with a reason; it never decides what is tried next.
///
/// Implementations are `@ApplicationScoped` beans with `@Identifier(id)`, called from many virtual threads at
/// once. Their `attempt` carries the fault-tolerance annotations, with `@Fallback(NextTier.class)` among them.
public interface Tier {

    /// The id used in configuration, headers and metrics, equal to the bean's `@Identifier`.
    String id();

    /// Answers, or lets the chain go on.
    ///
    /// @throws TierFailed if this tier and all that follow it in the call's chain fell
    /// @throws dev.belay.exchange.ControlFlow if the run is to stop rather than to fall
    Answer attempt(TierCall call) throws TierFailed;

    /// One try of this tier alone, for a shadow: it is neither tried again nor falls back, and no breaker counts it.
    ///
    /// @throws TierFailed if this tier fell
    default Answer aside(TierCall call) throws TierFailed {
        return attempt(call);
    }

    /// Whether this tier asks a model. Those that do leave the reserve of the deadline to those that do not.
    default boolean needsModel() {
        return true;
    }
}

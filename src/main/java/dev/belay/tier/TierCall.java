package dev.belay.tier;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;

/// What a tier is called with. Everything travels in here: after a timeout or a delayed retry the thread may be
/// another.
///
/// @param run what is being worked on
/// @param chain the tier that is called and those that may follow it
/// @param above what became of the tiers that were called before
public record TierCall(Work work, Chain chain, Fall above) {

    /// The first call of a chain.
    public TierCall(Work work, Chain chain) {
        this(work, chain, Fall.NONE);
    }

    /// One run, as its tiers see it. Its journal is found by its id with `dev.belay.journal.Journals`.
    ///
    /// @param rootId the run at the root of the tree of forks and sub-agents; effects are keyed by it
    /// @param route name of the route of models that tiers of this run ask
    /// @param scope the run's node in the trace
    public record Work(
            Identity id, Request request, String route, Limits limits, Scopes.Scope scope, Passage passage) {}

    /// @param branch which branch of the run this is, from 1; 0 where there is but one way
    public record Identity(String runId, String rootId, Caller caller, int branch) {
        public Identity(String runId, String rootId, Caller caller) {
            this(runId, rootId, caller, 0);
        }

        /// Tells attempts of one run that are under way at once apart.
        String way() {
            return branch == 0 ? runId : runId + "/" + branch;
        }
    }

    /// @param deadline when the caller hears
    /// @param reserve kept at the end of the deadline for tiers that need no model
    public record Limits(Deadline deadline, java.time.Duration reserve, Cancellation cancellation) {

        /// The deadline of a tier that asks models.
        public Deadline beforeReserve() {
            return deadline.less(reserve);
        }
    }

    /// What the tiers of a chain that fell so far add up to: the reason that is told if none holds.
    ///
    /// The latest tier that was tried and broke off is the most telling. One that was passed over says why only if
    /// none was tried, and one that merely has no answer to this says only what it would have answered.
    ///
    /// @param failure `null` while nothing fell
    /// @param tried whether the tier of `failure` was tried
    /// @param hint what a tier without a match could have answered, or `null`
    public record Fall(Failure failure, boolean tried, String hint) {
        public static final Fall NONE = new Fall(null, false, null);

        /// A tier was tried and fell.
        public Fall fell(Failure later) {
            return switch (later) {
                case Failure.NoMatch no -> new Fall(failure == null ? no : failure, tried, no.detail());
                case Failure.BreakerOpen open -> passedOver(open);
                default -> new Fall(later, true, hint);
            };
        }

        /// A tier was not tried at all.
        Fall passedOver(Failure obstacle) {
            return tried ? this : new Fall(obstacle, false, hint);
        }
    }

    /// The same, down another chain.
    public TierCall down(Chain other) {
        return new TierCall(work, other, above);
    }

    /// @param fall what became of this tier and those above
    TierCall next(Fall fall) {
        return new TierCall(work, chain.rest(), fall);
    }
}

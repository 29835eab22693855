package dev.belay.tier;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;

/// What a tier is called with. Everything travels in here: after a timeout or a delayed retry the thread may be
/// another.
///
/// @param run what is being worked on
/// @param chain the tier that is called and those that may follow it
public record TierCall(Work work, Chain chain) {

    /// One run, as its tiers see it. Its journal is found by its id with `dev.belay.journal.Journals`.
    ///
    /// @param rootId the run at the root of the tree of forks and sub-agents; effects are keyed by it
    /// @param route name of the route of models that tiers of this run ask
    /// @param scope the run's node in the trace
    public record Work(
            Identity id, Request request, String route, Limits limits, Scopes.Scope scope, Passage passage) {}

    public record Identity(String runId, String rootId, Caller caller) {}

    /// @param deadline when the caller hears
    /// @param reserve kept at the end of the deadline for tiers that need no model
    public record Limits(Deadline deadline, java.time.Duration reserve, Cancellation cancellation) {

        /// The deadline of a tier that asks models.
        public Deadline beforeReserve() {
            return deadline.less(reserve);
        }
    }

    public TierCall next() {
        return new TierCall(work, chain.rest());
    }
}

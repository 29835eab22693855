package dev.belay.run.history;

import dev.belay.exchange.RunState;
import java.util.List;

/// What became of the wish to fork or to rewind a run. Nothing was written unless it is [Begun].
public sealed interface Turn {

    /// A process takes it up.
    ///
    /// @param runId the fork, or the run that goes back
    /// @param undone what is undone on the way, in this order
    record Begun(String runId, List<Undo> undone) implements Turn {}

    /// The caller has no such run.
    record Unknown() implements Turn {}

    /// @param nearest entries after which the run can begin anew, the nearest before and after the one that was named
    record NotWhole(List<Long> nearest) implements Turn {}

    /// The run kept no journal, so it has no past to go back to.
    record NoJournal() implements Turn {}

    /// A run cannot go back while somebody works on it, nor be forked while another run of its tree goes back.
    record Busy(RunState state) implements Turn {}

    /// Something was done since, and nobody said that it may be undone.
    record Unconfirmed(List<Undo> effects) implements Turn {}

    /// Something was done since that cannot be undone.
    record Stuck(List<Undo> effects) implements Turn {}

    /// The caller's idempotency key belongs to another request.
    record KeyReused(String runId) implements Turn {}
}

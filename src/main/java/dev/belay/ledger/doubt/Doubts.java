package dev.belay.ledger.doubt;

import dev.belay.exchange.Caller;
import java.util.List;
import java.util.Optional;

/// The effects in doubt. Callers with the scope `approve` see all of them; others see those of their own runs, and
/// settle none. All methods throw [dev.belay.ledger.LedgerUnavailable] if the database did not answer.
public interface Doubts {

    /// Oldest first.
    List<Doubt> list(Caller caller, int limit);

    Optional<Doubt> find(String key, Caller caller);

    /// Writes down what somebody found out, in the ledger and in the journal of the run, which may be resumed then.
    Settled settle(String key, Caller caller, Finding finding);

    /// What somebody found out.
    ///
    /// @param happened whether the effect happened
    /// @param text the result it gave, or why it certainly did not happen; the model reads it when the run goes on
    /// @param notes for the record, or `null`
    record Finding(boolean happened, String text, String notes) {}

    sealed interface Settled {
        /// @param left effects of the same tree of runs that are still in doubt
        record Known(String runId, int left) implements Settled {}

        /// There is no such effect for this caller.
        record Unknown() implements Settled {}

        /// The caller may not settle doubts.
        record Forbidden() implements Settled {}

        /// It is not in doubt any more.
        record Already(String state) implements Settled {}

        /// Its run is at work; what it finds out by itself comes first.
        record AtWork(String runId) implements Settled {}
    }
}

package dev.belay.run;

import dev.belay.exchange.Caller;
import dev.belay.run.follow.Happenings;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What edges may know of runs. A run that belongs to another caller does not exist to the one who asks.
public interface Runs {

    Optional<RunRecord> find(String runId, Caller caller);

    /// The caller's runs, newest first.
    ///
    /// @param before id of the run after which the page begins, or `null` for the newest
    List<RunRecord> list(Caller caller, int limit, String before);

    Optional<Explanation> explain(String runId, Caller caller);

    /// The run's happenings with `seq > after`: those that were, then those that come, until the run is no longer live.
    /// Empty if there is no such run. Closing the subscription ends it early.
    Optional<Happenings> follow(String runId, Caller caller, long after);

    /// Waits until a run is no longer live, here or in another process.
    ///
    /// @return the run as it is after at most `timeout`; empty if there is none
    default Optional<RunRecord> awaitEnd(String runId, Caller caller, Duration timeout) {
        Optional<Happenings> end = follow(runId, caller, Long.MAX_VALUE);
        if (end.isEmpty()) {
            return Optional.empty();
        }
        try (Happenings waiting = end.get()) {
            waiting.next(timeout);
        } catch (NoSuchElementException _) {
            // That is the end.
        }
        return find(runId, caller);
    }

    /// Asks a live run to stop, here or in another process. One that this process works on stops at once, whatever
    /// becomes of writing it down.
    ///
    /// @return false if there is no such live run
    /// @throws dev.belay.journal.JournalUnavailable if it could not be written; another process may go on then
    boolean cancel(String runId, Caller caller, String reason);

    /// Has a resting run carried on, here or in another process, from what its journal holds. Whatever made it rest
    /// is asked again: a run that waits for a person rests again at once if nobody has decided meanwhile.
    ///
    /// @param deadline how long it may take from now on
    /// @return false if there is no such resting run, or none that kept a journal
    boolean resume(String runId, Caller caller, Duration deadline);
}

package dev.belay.ledger;

import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import java.time.Duration;
import java.util.List;

/// Runs an effect at most once per key, whoever asks. All methods may be called from any thread.
public interface EffectLedger {

    /// Claims the right to cause the effect: one statement that inserts the row as `STARTED`, or takes a `FAILED` one
    /// up again, or reads what is there. Waits while somebody else causes the same effect.
    ///
    /// @param timeout how long the tool may take; after that an unfinished effect cannot become known by itself
    /// @throws LedgerUnavailable if the database did not answer; nothing may be caused then
    /// @throws IllegalStateException if the run's journal is not durable: nothing may act in it
    Claim claim(Intent intent, Duration timeout);

    /// Writes the outcome and the journal's entry together, in one statement.
    ///
    /// @param fact makes the journal's fact; it is appended to `journal`
    /// @throws LedgerUnavailable if it could not be written; [#awaitSettled] tries again, nobody else has to
    /// @throws IllegalStateException if the effect has another outcome already, or the journal is not durable
    Entry settle(EffectKey key, EffectState outcome, RunJournal journal, Entry.ToolDone fact);

    /// Waits until no effect of the root run is `STARTED` in this process; what outlives its tool's timeout is written
    /// down as `IN_DOUBT`, also what other processes left behind.
    ///
    /// @throws LedgerUnavailable if the database did not answer; no tier may start then
    void awaitSettled(String rootRun);

    /// All effects of a root run, oldest first.
    List<Effect> effects(String rootRun);

    /// @param runId the run whose decision asks; differs from the key's root for forks and sub-agents
    record Intent(EffectKey key, String runId, EffectClass effectClass) {}

    /// What became of a claim.
    sealed interface Claim {
        /// The caller, and nobody else, causes the effect now, and settles it.
        record Mine() implements Claim {}

        /// Already known, or known to be unknown: `state` is `DONE` or `IN_DOUBT`. Nothing may be caused.
        record Recorded(EffectState state) implements Claim {}

        /// An effect of the same tool in this root run is in doubt: a person is asked before this tool acts again.
        record AskPerson(String why) implements Claim {}
    }

    record Effect(
            EffectKey key, String runId, EffectClass effectClass, EffectState state, java.time.Instant startedAt) {}
}

package dev.belay.ledger;

import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import java.time.Duration;
import java.util.List;

/// Runs an effect at most once per key, whoever asks. All methods may be called from any thread.
public interface EffectLedger {

    /// Claims the right to cause the effect: one statement that inserts the row as `STARTED`, or takes a `FAILED` one
    /// up again, or reads what is there. Waits while somebody else causes the same effect; what a dead process left
    /// `STARTED` is adopted.
    ///
    /// @param timeout how long the tool may take; after that an unfinished effect cannot become known by itself
    /// @throws dev.belay.exchange.ControlFlow.Disowned if another process works on the run now
    /// @throws LedgerUnavailable if the database did not answer; nothing may be caused then
    /// @throws IllegalStateException if the run's journal is not durable: nothing may act in it
    Claim claim(Intent intent, Duration timeout);

    /// Says that a claimed effect is about to be sent: once more, or by who has adopted it. From here on
    /// counts, for who adopts it next, how long something may still arrive. Right after the claim that costs
    /// nothing.
    ///
    /// @param hold of the claim that was granted
    /// @param journal of the run
    /// @return whether it may be sent
    /// @throws dev.belay.exchange.ControlFlow.Disowned if another process works on the run now, or has
    ///     adopted the effect
    /// @throws LedgerUnavailable if it could not be written; nothing may be sent then
    Sending sends(Hold hold, RunJournal journal);

    /// Writes the outcome and the journal's entry together, in one statement. An effect that was given up
    /// meanwhile may still be settled, unless it was claimed anew.
    ///
    /// @param hold of the claim that was granted
    /// @param fact makes the journal's fact; it is appended to `journal`
    /// @throws LedgerUnavailable if it could not be written; [#awaitSettled] tries again, nobody else has to
    /// @throws IllegalStateException if the effect has another outcome already, or the journal is not durable
    Entry settle(Hold hold, EffectState outcome, RunJournal journal, Entry.ToolDone fact);

    /// Gives a claimed effect back of which certainly nothing happened, because its tool asks a person first.
    /// The journal says nothing: the call has no result yet, and is made anew when the run goes on.
    ///
    /// @param hold of the claim that was granted
    /// @param question what the tool asks
    /// @throws dev.belay.exchange.ControlFlow.Disowned if another process works on the run now
    /// @throws LedgerUnavailable if it could not be written; [#awaitSettled] tries again, nobody else has to
    void release(Hold hold, Intent intent, String question);

    /// Gives an adopted effect back as it was found, because nothing was found out about it here: it stays `STARTED`,
    /// and the next claim adopts it, in whichever process. Does nothing for who has lost it.
    ///
    /// @param hold of the claim that adopted it
    /// @param journal of the run
    /// @throws LedgerUnavailable if it could not be written; [#awaitSettled] tries again, nobody else has to
    void leave(Hold hold, RunJournal journal);

    /// Claims, acts and writes the outcome and the journal's entry in one transaction: effect and record are committed
    /// together or not at all. Nothing is ever `STARTED` for others to see.
    ///
    /// @param limit how long the tool's own statements may take
    /// @return the entry, or what is known from before
    /// @throws dev.belay.exchange.ControlFlow.Disowned if another process works on the run now
    /// @throws LedgerUnavailable if it is not known to be committed. Asking again under the same key is safe: it
    ///     waits for what may still be on its way, and finds it
    Transacted transact(Intent intent, Duration limit, RunJournal journal, Act act);

    /// Waits until no effect of the root run is `STARTED` in this process; what outlives its tool's timeout is written
    /// down as `IN_DOUBT`, and so is what dead processes left behind and nobody adopted: in the run itself, and in
    /// runs of its tree that are over. Whoever carries another one on finds out about its effects.
    ///
    /// @param journal of the run; while it is worked on elsewhere nothing is given up
    /// @throws LedgerUnavailable if the database did not answer; no tier may start then
    void awaitSettled(String rootRun, RunJournal journal);

    /// Effects that a run began in processes that are dead, and that have no outcome; oldest first.
    ///
    /// @throws LedgerUnavailable if the database did not answer
    List<Effect> orphans(String runId);

    /// All effects of a root run, oldest first.
    List<Effect> effects(String rootRun);

    /// What became of an effect, or `null` if it did not happen and nobody causes it. Claims nothing.
    ///
    /// @throws LedgerUnavailable if the database did not answer
    default EffectState known(EffectKey key) {
        return effects(key.rootRun()).stream()
                .filter(effect -> effect.key().equals(key))
                .map(Effect::state)
                .filter(state -> switch (state) {
                    case EffectState.Done _, EffectState.InDoubt _, EffectState.Started _ -> true;
                    case EffectState.Failed _, EffectState.Intended _, EffectState.Superseded _ -> false;
                })
                .findFirst()
                .orElse(null);
    }

    /// @param runId the run whose decision asks; differs from the key's root for forks and sub-agents
    /// @param approval id of the approval by which a person lets the call act, or `null`; with it, an effect of the
    ///     same tool that is in doubt does not hold the call back
    record Intent(EffectKey key, String runId, EffectClass effectClass, String approval) {
        public Intent(EffectKey key, String runId, EffectClass effectClass) {
            this(key, runId, effectClass, null);
        }
    }

    /// What a granted claim holds: whoever has it settles this claim, and no other one of the same key.
    interface Hold {
        EffectKey key();
    }

    /// What the ledger says to who is about to send an effect.
    enum Sending {
        /// Send it at once.
        NOW,
        /// The mark took so long that it says too early a time: ask again.
        LATE,
        /// It was given up meanwhile: nothing may be sent any more.
        GIVEN_UP
    }

    /// What became of a claim.
    sealed interface Claim {
        /// The caller, and nobody else, causes the effect now, and settles it.
        record Mine(Hold hold) implements Claim {}

        /// A dead process started the effect and left no outcome. The caller owns it now, finds out what became of it
        /// as far as the effect's class allows, and settles it.
        ///
        /// @param age since the effect was started
        /// @param quiet for how long certainly nothing has been sent
        record Adopted(Hold hold, Duration age, Duration quiet) implements Claim {}

        /// Already known, or known to be unknown: `state` is `DONE` or `IN_DOUBT`. Nothing may be caused.
        record Recorded(EffectState state) implements Claim {}

        /// An effect of the same tool in this root run is in doubt: a person is asked before this tool acts again.
        record AskPerson(String why) implements Claim {}
    }

    /// What a tool does in the ledger's transaction.
    interface Act {
        /// Acts through the connection, which it neither commits nor closes.
        ///
        /// @return the outcome, with what the journal says about it; anything but `DONE` rolls back what it did
        Outcome perform(java.sql.Connection connection);
    }

    /// @param fact what the journal says
    record Outcome(EffectState state, Entry.ToolDone fact) {
        Outcome givenUp(String why) {
            ToolResult said = fact.result();
            ToolResult no = new ToolResult(said.callId(), said.tool(), why, ToolResult.Status.ERROR, said.source());
            return new Outcome(
                    new EffectState.Failed(why),
                    new Entry.ToolDone(fact.decision(), no, fact.effectClass(), fact.ledgerKey(), fact.millis()));
        }
    }

    sealed interface Transacted {
        record Settled(Entry entry, EffectState state) implements Transacted {}

        /// Nothing was done now.
        ///
        /// @param claim [Claim.Recorded] or [Claim.AskPerson]
        record NotMine(Claim claim) implements Transacted {}
    }

    record Effect(
            EffectKey key, String runId, EffectClass effectClass, EffectState state, java.time.Instant startedAt) {}
}

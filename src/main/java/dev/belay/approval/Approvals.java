package dev.belay.approval;

import dev.belay.exchange.Caller;
import dev.belay.journal.RunJournal;

/// Says whether a call may act, must wait for a person, or may not act. Called from any thread.
public interface Approvals {

    /// Rules on a call before it acts. Asking again for the same call gives the same ruling until somebody decides;
    /// nothing is asked twice. What is asked, and what was decided, is appended to `journal`.
    ///
    /// @throws dev.belay.journal.JournalUnavailable if the database did not answer; the call may not act then
    Ruling rule(Proposal proposal, RunJournal journal);

    /// A call as it would act.
    ///
    /// @param decision `seq` of the journaled decision that asks
    /// @param signals what is known that speaks for or against letting it act by itself
    record Proposal(Owner owner, Call call, long decision, Signals signals) {}

    /// @param policy name of the policy under which the run was admitted
    record Owner(String runId, String rootRun, Caller caller, String policy) {}

    /// @param ledgerKey hash of the effect's key in the ledger
    /// @param arguments canonical JSON (RFC 8785)
    /// @param effectClass name of the effect class
    record Call(String ledgerKey, String tool, String arguments, int ordinal, String effectClass) {}

    /// What was measured. A model's opinion of itself is no measure.
    ///
    /// @param confidence from 0 to 1: of the parser, of agreeing votes, of a verifier; `null` if nothing measured
    // it
    /// @param costUsd what the effect is estimated to cost; `null` if not known
    /// @param untrusted whether a tool that reads from outside has answered in this run before
    record Signals(Double confidence, java.math.BigDecimal costUsd, boolean untrusted) {
        public static final Signals NONE = new Signals(null, null, false);
    }

    /// What the call may do now.
    sealed interface Ruling {
        /// No person has to be asked.
        record Free() implements Ruling {}

        /// A person said yes to exactly this call. The ledger takes it up with the approval's id, once.
        record Granted(String approval) implements Ruling {}

        /// A person said yes to other arguments: the call acts with these, and the ledger's row of the original call
        /// is `SUPERSEDED`.
        ///
        /// @param arguments canonical JSON
        record Edited(String approval, String arguments) implements Ruling {}

        /// A person, or the lapse of their time, said no.
        record Refused(String approval, String why) implements Ruling {}

        /// A person has yet to decide; the run rests meanwhile.
        record Waiting(String approval, String question) implements Ruling {}
    }
}

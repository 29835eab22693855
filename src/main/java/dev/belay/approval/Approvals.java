package dev.belay.approval;

import dev.belay.exchange.Caller;
import dev.belay.journal.RunJournal;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/// Says whether a call may act, must wait for a person, or may not act. Called from any thread.
///
/// All methods throw [dev.belay.journal.JournalUnavailable] if the database did not answer; nothing may act then.
/// Asking again gives the same ruling until somebody decides; nothing is asked twice. What is asked, and what was
/// decided, is appended to the journal of the run that asks.
public interface Approvals {

    /// Rules on a call before it acts.
    Ruling rule(Proposal proposal, RunJournal journal);

    /// Whether the call is free by the rules, so that [#rule] would neither ask nor answer from what was decided. For
    /// calls that no run rests for: nobody is asked, and nothing is written.
    boolean free(Proposal proposal, RunJournal journal);

    /// As [#rule], but a person is asked whatever the rules say, also where approval is off: for a tool of which an
    /// earlier effect is in doubt, or for a fork.
    ///
    /// @param why what the reviewer is told first
    Ruling insist(Proposal proposal, Approval.Reason why, RunJournal journal);

    /// Puts a question, or an answer that is not to go out unseen, to a person.
    Reply ask(Question question, RunJournal journal);

    /// Rules on an answer before it goes out.
    ///
    /// @param always whether a person sees it whatever the rules say
    /// @return empty if it may go out unseen
    Optional<Reply> review(Question answer, Signals signals, boolean always, RunJournal journal);

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
    /// @param confidence from 0 to 1: of the parser, of votes, of a verifier; `null` if nothing measured it
    /// @param costUsd what the effect is estimated to cost; `null` if not known
    /// @param untrusted whether a tool that reads from outside has answered in this run before; asked only where a
    ///     rule needs to know
    /// @param alike how alike the most similar case of the tool is, from 0 to 1, negative if there is none;
    ///     asked only where a rule needs to know; `null` if nobody can tell
    record Signals(Double confidence, BigDecimal costUsd, BooleanSupplier untrusted, DoubleSupplier alike) {
        public static final Signals NONE = new Signals(null, null, false);

        public Signals(Double confidence, BigDecimal costUsd, boolean untrusted) {
            this(confidence, costUsd, () -> untrusted);
        }

        public Signals(Double confidence, BigDecimal costUsd, BooleanSupplier untrusted) {
            this(confidence, costUsd, untrusted, null);
        }

        public Signals compared(DoubleSupplier cases) {
            return new Signals(confidence, costUsd, untrusted, cases);
        }
    }

    /// What the call may do now.
    sealed interface Ruling {
        /// No person has to be asked.
        record Free() implements Ruling {}

        /// A person said yes to exactly this call. The ledger's row of the call is `INTENDED`, and is taken up once.
        record Granted(String approval) implements Ruling {}

        /// A person said yes to other arguments: the call acts with these, under their own key, without being ruled
        /// on again. The ledger's row of the original call is `SUPERSEDED`.
        ///
        /// @param arguments canonical JSON
        record Edited(String approval, String arguments) implements Ruling {}

        /// A person, or the lapse of their time, said no.
        record Refused(String approval, String why) implements Ruling {}

        /// A person has yet to decide; the run rests meanwhile.
        record Waiting(String approval, String question) implements Ruling {}
    }

    /// @param kind `ANSWER` or `QUESTION`
    /// @param key names the question within its tree of runs, so that it is asked once
    /// @param text the question, or the answer that somebody is to see first
    record Question(Owner owner, Approval.Kind kind, String key, String text, long decision) {}

    /// What came of a question.
    sealed interface Reply {
        /// @param text what the person said; for an `ANSWER`, what is to go out
        record Answered(String approval, String text) implements Reply {}

        record Refused(String approval, String why) implements Reply {}

        record Waiting(String approval, String question) implements Reply {}
    }
}

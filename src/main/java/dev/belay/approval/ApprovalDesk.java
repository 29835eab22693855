package dev.belay.approval;

import dev.belay.exchange.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where people look at what waits for them, and decide. The facade for edges; called from any thread.
///
/// Callers with the scope `approve` see everything, others what waits on their own behalf. All methods throw
/// [dev.belay.journal.JournalUnavailable] if the database did not answer.
public interface ApprovalDesk {

    /// Newest first, without dossiers.
    Page list(Caller reviewer, Filter filter);

    /// With its dossier; empty if there is none of that id, or none that `reviewer` may see.
    Optional<Approval> show(Caller reviewer, String id);

    /// Says yes, no, something else, or an answer. One decision is one transaction: what is said, the approval's new
    /// state once enough have said yes, the ledger's row, and the resting runs that go on with it.
    Decision decide(Caller reviewer, String id, Verdict verdict);

    Statistics statistics();

    /// @param state `null` for all
    /// @param reviewers name of a group, or `null` for all
    /// @param runId of any run of a tree, or `null` for all
    /// @param before only older ones than the approval of this id; `null` for the newest
    /// @param limit at most this many, from 1 to 200
    record Filter(Approval.State state, String reviewers, String runId, String before, int limit) {
        public static final Filter ALL = new Filter(null, null, null, null, 50);
    }

    /// @param next the value of [Filter#before] for the page after this one, or `null` if this is the last
    record Page(List<Approval> approvals, String next) {}

    /// What a reviewer says. `hash` is that of what they were shown ([Approval.Proposed#hash]); `null`: whatever is
    /// proposed now. Notes are kept, may be `null`, and are cut at 4,000 characters.
    sealed interface Verdict {
        String hash();

        String notes();

        record Approve(String hash, String notes) implements Verdict {}

        record Reject(String hash, String notes) implements Verdict {}

        /// @param arguments JSON, checked by the tool's schema; for an `ANSWER` the text that is to go out
        record Edit(String hash, String arguments, String notes) implements Verdict {}

        /// To a question only.
        record Answer(String hash, String text, String notes) implements Verdict {}
    }

    /// What came of a verdict.
    sealed interface Decision {
        /// It is decided, by this verdict or by the same one of the same reviewer before.
        record Taken(Approval approval) implements Decision {}

        /// It counts, and more have to say yes.
        record Counted(Approval approval, int missing) implements Decision {}

        record Unknown(String id) implements Decision {}

        /// This reviewer may not decide on it.
        record Forbidden(String why) implements Decision {}

        /// Somebody decided before; the approval says who.
        record Already(Approval approval) implements Decision {}

        /// Its time is over.
        record TooLate(Approval approval) implements Decision {}

        /// Nobody waits for it any more: the run went back to before it asked.
        record Withdrawn(Approval approval) implements Decision {}

        /// What is proposed is no longer what the reviewer was shown.
        record Changed(Approval approval) implements Decision {}

        /// Such a verdict does not fit: a bad argument, or an answer to what is no question.
        record Unfit(String problem) implements Decision {}
    }

    /// Counted over everything that is stored.
    ///
    /// @param total effects that acted or wanted to: `autoApproved` and those that a person was asked about
    /// @param autoApproved effects in the ledger that no person was asked about
    /// @param escalated how many ever went to a further group, or to seniors at once
    /// @param approved with or without other arguments, and questions answered
    /// @param automationRate `autoApproved` of `total`, from 0 to 1; `null` if there is none
    /// @param queueDepth how many wait now, by group
    /// @param oldest how long the oldest of them has waited, or `null`
    record Statistics(
            long total,
            long autoApproved,
            long pending,
            long escalated,
            long approved,
            long rejected,
            long expired,
            Double automationRate,
            java.util.Map<String, Long> queueDepth,
            Duration oldest) {}
}

package dev.belay.approval;

import java.time.Instant;
import java.util.List;

/// What waits, or waited, for a person, as reviewers and the caller see it.
///
/// @param id by which it is decided
/// @param proposed what is decided on
/// @param standing how far it is
/// @param callerId on whose behalf; may not decide
/// @param dossier what helps to decide; `null` in lists
public record Approval(
        String id, Origin origin, Proposed proposed, Standing standing, String callerId, Dossier dossier) {

    public enum Kind {
        TOOL_CALL,
        /// An answer that is not to go out before somebody has seen it.
        ANSWER,
        QUESTION
    }

    public enum State {
        PENDING,
        APPROVED,
        /// Yes, with other arguments.
        EDITED,
        REJECTED,
        /// Nobody decided in time, which means no; or the rules changed, and it was asked anew.
        EXPIRED,
        ANSWERED,
        /// The run went back to before it asked, so nobody waits for a decision any more.
        WITHDRAWN
    }

    /// @param decision `seq` of the journaled decision that asked
    public record Origin(String runId, String rootRun, long decision, String policy, String policyVersion) {}

    /// @param tool `null` for answers and questions
    /// @param arguments what will be executed: canonical JSON; for answers and questions their text; `null` for the
    ///     text of an answer where whoever looks may not decide
    /// @param asked the arguments as the model asked, if a reviewer wrote others; else `null`
    /// @param hash over tool and `arguments`; a decision names it, so that what changed meanwhile is not decided on
    /// @param editedBy id of the reviewer who wrote `arguments`, or `null`
    public record Proposed(
            Kind kind, String tool, String arguments, String asked, String hash, String editedBy, Risk risk) {}

    /// @param reviewers the group whose turn it is
    /// @param quorum how many different reviewers have to say yes
    /// @param decideBy by the database's clock
    /// @param decidedBy `null` if nobody did in time
    /// @param usedAt when the run took the decision up, or `null`
    public record Standing(
            State state,
            String reviewers,
            int escalations,
            int quorum,
            Instant createdAt,
            Instant decideBy,
            Instant decidedAt,
            String decidedBy,
            String notes,
            Instant usedAt) {}

    /// @param request the caller's latest words, shortened
    /// @param reasons why a person is asked
    /// @param steps what the run has done so far, oldest first, the latest of them if there are many
    /// @param error what failed last, or `null`
    /// @param confidence what was measured, or `null`
    /// @param onYes what happens then
    /// @param onNo what happens then
    /// @param votes what was said so far
    public record Dossier(
            String request,
            List<Reason> reasons,
            List<Step> steps,
            String error,
            Double confidence,
            String onYes,
            String onNo,
            List<Vote> votes) {}

    /// @param code stable, for programs, such as `risk`, `confidence` or `personal-data`
    public record Reason(String code, String text) {}

    /// A tool call that has its result.
    ///
    /// @param effectClass `null` if the tool was not known
    /// @param status name of the result's status
    /// @param result shortened
    public record Step(String tool, String effectClass, String status, String result) {}

    /// @param hash of what the reviewer was shown
    public record Vote(String reviewer, String verdict, String notes, String hash, Instant at) {}
}

package dev.belay.edge.rest.approval;

import dev.belay.approval.Approval;
import dev.belay.approval.Approval.Standing;
import dev.belay.approval.ApprovalDesk.Decision;
import dev.belay.approval.ApprovalDesk.Verdict;
import dev.belay.edge.rest.Problem;
import dev.belay.gateway.Refusal;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Locale;

/// What came of a verdict, as HTTP tells it.
final class Decided {
    private Decided() {}

    /// @throws Refusal if nothing was decided because of the request itself
    static Response response(Decision decision, String id, Verdict verdict) {
        return switch (decision) {
            case Decision.Taken(Approval approval) -> ApprovalsResource.ok(ApprovalJson.of(approval));
            case Decision.Counted(Approval approval, int missing) ->
                Response.accepted(ApprovalJson.of(approval)
                                .put("missing", missing)
                                .toString())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case Decision.Unknown _ -> throw ApprovalsResource.unknown(id);
            case Decision.Forbidden(String why) -> throw new Refusal(Refusal.Kind.FORBIDDEN, null, why);
            case Decision.Unfit(String problem) -> throw new Refusal(Refusal.Kind.INVALID, field(verdict), problem);
            case Decision.Already(Approval approval) ->
                conflict("decided", "It is decided already", before(approval.standing()), approval);
            case Decision.TooLate(Approval approval) ->
                conflict("lapsed", "Its time is over", lapse(approval.standing()), approval);
            case Decision.Withdrawn(Approval approval) ->
                conflict(
                        "withdrawn",
                        "Nobody waits for it any more",
                        "run " + approval.origin().runId() + " went back to before it asked, at "
                                + approval.standing().decidedAt(),
                        approval);
            case Decision.Changed(Approval approval) ->
                conflict(
                        "changed",
                        "It is not what you were shown",
                        "what is proposed has changed meanwhile; look at it again",
                        approval);
        };
    }

    private static Response conflict(String code, String title, String detail, Approval approval) {
        Problem problem = new Problem(409, code, title, detail, null);
        return problem.reply(problem.json().set("approval", ApprovalJson.of(approval)))
                .response();
    }

    /// The reviewer's own earlier word counts as well while others have yet to say theirs.
    private static String before(Standing standing) {
        if (standing.state() == Approval.State.PENDING) {
            return "you have said something else before";
        }
        String verdict = standing.state().name().toLowerCase(Locale.ROOT);
        return verdict + " by " + standing.decidedBy() + " at " + standing.decidedAt();
    }

    private static String lapse(Standing standing) {
        Instant decided = standing.decidedAt();
        boolean anew = decided != null && decided.isBefore(standing.decideBy());
        return anew
                ? "it lapsed at " + decided + ", because the rules changed"
                : "nobody decided until " + standing.decideBy() + ", which means no";
    }

    private static String field(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Edit _ -> "arguments";
            case Verdict.Answer _ -> "text";
            case Verdict.Approve _, Verdict.Reject _ -> null;
        };
    }
}

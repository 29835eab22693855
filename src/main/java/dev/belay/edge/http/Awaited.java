package dev.belay.edge.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.approval.Approval;
import dev.belay.approval.ApprovalDesk;
import dev.belay.exchange.Caller;
import dev.belay.exchange.RunState;
import dev.belay.platform.Json;
import dev.belay.run.Runs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Finds what a run that rests waits for a person to decide, and tells its caller how that is done.
@ApplicationScoped
public class Awaited {
    private static final int SEEN = 50;

    private final ApprovalDesk desk;
    private final Runs runs;

    Awaited(ApprovalDesk desk, Runs runs) {
        this.desk = desk;
        this.runs = runs;
    }

    /// Runs of a tree share what one of them asked, so where nothing waits under the run's own id, what waits in its
    /// tree counts.
    ///
    /// @return empty for a run in any other state, and for one that a person stopped to look at without being asked
    public Optional<Approval> of(String runId, RunState state, Caller caller) {
        if (state != RunState.NEEDS_HUMAN) {
            return Optional.empty();
        }
        List<Approval> own = pending(runId, caller);
        return own.stream()
                .filter(approval -> approval.origin().runId().equals(runId))
                .findFirst()
                .or(() -> own.stream().findFirst())
                .or(() -> runs.find(runId, caller)
                        .map(run -> run.head().rootId())
                        .filter(root -> !root.equals(runId))
                        .flatMap(root -> pending(root, caller).stream().findFirst()));
    }

    /// The approval as a run shows it: by which id it is decided, until when, and how.
    public static ObjectNode json(Approval approval) {
        ObjectNode json = Json.object()
                .put("id", approval.id())
                .put("kind", approval.proposed().kind().name())
                .put("tool", approval.proposed().tool())
                .put("reviewers", approval.standing().reviewers())
                .put("decide_by", approval.standing().decideBy().toString())
                .put("url", path(approval.id()));
        ArrayNode verdicts = json.putArray("verdicts");
        verdicts(approval.proposed().kind()).forEach(verdicts::add);
        return json.put("command", command(approval));
    }

    /// What makes the run go on, in the words of the command line.
    public static String command(Approval approval) {
        return switch (approval.proposed().kind()) {
            case TOOL_CALL, ANSWER -> "belay approvals approve " + approval.id();
            case QUESTION -> "belay approvals answer " + approval.id() + " TEXT";
        };
    }

    public static String path(String approvalId) {
        return "/api/v1/approvals/" + approvalId;
    }

    private static List<String> verdicts(Approval.Kind kind) {
        return switch (kind) {
            case TOOL_CALL, ANSWER -> List.of("approve", "reject", "edit");
            case QUESTION -> List.of("answer", "reject");
        };
    }

    private List<Approval> pending(String runId, Caller caller) {
        var waiting = new ApprovalDesk.Filter(Approval.State.PENDING, null, runId, null, SEEN);
        return desk.list(caller, waiting).approvals();
    }
}

package dev.belay.edge.rest.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.approval.Approval;
import dev.belay.approval.Approval.Dossier;
import dev.belay.approval.Approval.Kind;
import dev.belay.approval.Approval.Proposed;
import dev.belay.approval.Approval.Standing;
import dev.belay.approval.ApprovalDesk.Statistics;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.time.Instant;

/// Approvals in the words of the native API.
final class ApprovalJson {
    private ApprovalJson() {}

    /// With its dossier, if it has one.
    static ObjectNode of(Approval approval) {
        ObjectNode json = Json.object()
                .put("id", approval.id())
                .put("state", approval.standing().state().name())
                .put("kind", approval.proposed().kind().name());
        proposed(json, approval.proposed());
        json.put("caller", approval.callerId())
                .put("run_id", approval.origin().runId())
                .put("root_id", approval.origin().rootRun())
                .put("policy", approval.origin().policy())
                .put("policy_version", approval.origin().policyVersion());
        standing(json, approval.standing());
        if (approval.dossier() != null) {
            dossier(json, approval.dossier());
        }
        return json;
    }

    static ObjectNode of(Statistics statistics) {
        ObjectNode json = Json.object()
                .put("total", statistics.total())
                .put("auto_approved", statistics.autoApproved())
                .put("pending", statistics.pending())
                .put("escalated", statistics.escalated())
                .put("approved", statistics.approved())
                .put("rejected", statistics.rejected())
                .put("expired", statistics.expired())
                .put("automation_rate", statistics.automationRate());
        ObjectNode depth = json.putObject("queue_depth");
        statistics.queueDepth().forEach(depth::put);
        return json.put(
                "oldest_seconds",
                statistics.oldest() == null ? null : statistics.oldest().toSeconds());
    }

    private static void proposed(ObjectNode json, Proposed proposed) {
        if (proposed.kind() == Kind.TOOL_CALL) {
            json.put("tool", proposed.tool()).set("arguments", value(proposed.arguments()));
            if (proposed.asked() != null) {
                json.set("asked_arguments", value(proposed.asked()));
            }
        } else {
            json.put("text", proposed.arguments());
            if (proposed.asked() != null) {
                json.put("asked_text", proposed.asked());
            }
        }
        json.put("edited_by", proposed.editedBy())
                .put("hash", proposed.hash())
                .put("risk", proposed.risk().name());
    }

    private static void standing(ObjectNode json, Standing standing) {
        json.put("reviewers", standing.reviewers())
                .put("escalations", standing.escalations())
                .put("quorum", standing.quorum())
                .put("created_at", at(standing.createdAt()))
                .put("decide_by", at(standing.decideBy()))
                .put("decided_at", at(standing.decidedAt()))
                .put("decided_by", standing.decidedBy())
                .put("notes", standing.notes())
                .put("used_at", at(standing.usedAt()));
    }

    private static void dossier(ObjectNode json, Dossier dossier) {
        json.put("request", dossier.request());
        var reasons = json.putArray("reasons");
        dossier.reasons()
                .forEach(
                        reason -> reasons.addObject().put("code", reason.code()).put("text", reason.text()));
        var steps = json.putArray("steps");
        dossier.steps().forEach(step -> steps.addObject()
                .put("tool", step.tool())
                .put("effect_class", step.effectClass())
                .put("status", step.status())
                .put("result", step.result()));
        json.put("error", dossier.error())
                .put("confidence", dossier.confidence())
                .put("on_yes", dossier.onYes())
                .put("on_no", dossier.onNo());
        var votes = json.putArray("votes");
        dossier.votes().forEach(vote -> votes.addObject()
                .put("reviewer", vote.reviewer())
                .put("verdict", vote.verdict())
                .put("notes", vote.notes())
                .put("hash", vote.hash())
                .put("at", at(vote.at())));
    }

    /// Arguments that are no JSON are shown as the text they are.
    private static JsonNode value(String arguments) {
        try {
            return Json.tree(arguments);
        } catch (UncheckedIOException _) {
            return Json.mapper().getNodeFactory().textNode(arguments);
        }
    }

    private static String at(Instant at) {
        return at == null ? null : at.toString();
    }
}

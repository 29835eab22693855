package dev.belay.notice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.time.Instant;
import java.util.List;

/// Something to tell.
///
/// @param id names the message to its receiver, the same at every try
/// @param approval `null` if the run as a whole is meant, or an effect
/// @param doubt the effect of which nobody knows whether it happened, or `null`
/// @param attempts how often it was tried before
/// @param done names of the ways on which nothing is left to do
record Notice(
        String id,
        String type,
        Instant at,
        String runId,
        Approval approval,
        Doubt doubt,
        String state,
        int attempts,
        List<String> done) {

    /// Everything a notice can tell of.
    static final List<String> TYPES = List.of(
            "approval.asked",
            "approval.escalated",
            "approval.decided",
            "approval.expired",
            "run.rests",
            "doubt.raised");

    /// @param key in the ledger, by which it is settled
    /// @param tool `null`, as all below, if the effect was deleted meanwhile
    /// @param arguments told only if that is configured
    record Doubt(String key, String tool, String effectClass, String arguments) {
        @Override
        public String toString() {
            return "effect " + key;
        }
    }

    /// @param tool `null` for questions and answers
    /// @param risk `null`, as most here, if the approval was deleted meanwhile
    /// @param reasons JSON
    /// @param arguments what is decided on; told only if that is configured
    /// @param group whose turn it was
    /// @param decidedBy `null` if nobody did
    record Approval(
            String id,
            String kind,
            String tool,
            String risk,
            String reasons,
            String arguments,
            String group,
            Instant deadline,
            String decidedBy) {

        @Override
        public String toString() {
            return "approval " + id;
        }

        JsonNode reasonsAsJson() {
            return Json.tree(reasons == null ? "[]" : reasons);
        }
    }
}

package dev.belay.notice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.platform.Json;
import java.time.Instant;
import java.util.List;

/// Something to tell.
///
/// @param id names the message to its receiver, the same at every try
/// @param runId `null` if it tells of an alert
/// @param about what of the run it tells of, if not of the run as a whole
/// @param attempts how often it was tried before
/// @param done names of the ways on which nothing is left to do
record Notice(
        String id, String type, Instant at, String runId, About about, String state, int attempts, List<String> done) {

    /// Everything a notice can tell of.
    static final List<String> TYPES = List.of(
            "approval.asked",
            "approval.escalated",
            "approval.decided",
            "approval.expired",
            "run.rests",
            "doubt.raised",
            "alert.raised",
            "alert.cleared");

    /// All are `null` if the run as a whole is meant, and all but one otherwise.
    ///
    /// @param doubt the effect of which nobody knows whether it happened
    /// @param alarm what somebody has to look at
    record About(Approval approval, Doubt doubt, Alarm alarm) {}

    /// @param subject kind and id, as in `model:primary`; `null`, as all here, if the alert was deleted meanwhile
    /// @param what is wrong, for people
    record Alarm(String subject, String cause, String what) {}

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

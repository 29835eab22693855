package dev.belay.tool;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import java.sql.Connection;
import java.util.Map;

/// What a tool may know about the call.
///
/// @param effect `null` for tools without effect
/// @param deadline when the tool is given up
/// @param cancellation cancelled when the tool is given up; for tools without effect also when the attempt is
///     cancelled
/// @param propagation trace headers for requests to the operator's own services, lower case; may be empty
public record ToolContext(
        String runId,
        Caller caller,
        Effect effect,
        Deadline deadline,
        Cancellation cancellation,
        Map<String, String> propagation) {

    /// Stable for this effect across tiers, retries and processes; `null` for tools without effect.
    public String idempotencyKey() {
        return effect == null ? null : effect.idempotencyKey();
    }

    /// The transaction in which the ledger says that the effect happened. Only tools of class `TRANSACTIONAL` have
    /// one: what they write through it is committed together with their outcome, or not at all. They neither commit
    /// nor close it.
    ///
    /// @throws IllegalStateException for tools of any other class
    public Connection transaction() {
        if (effect == null || effect.transaction() == null) {
            throw new IllegalStateException("only a TRANSACTIONAL tool acts in the ledger's transaction");
        }
        return effect.transaction();
    }

    /// @param transaction `null` unless the tool is `TRANSACTIONAL`
    public record Effect(String idempotencyKey, Connection transaction) {
        public static Effect keyed(String idempotencyKey) {
            return new Effect(idempotencyKey, null);
        }
    }
}

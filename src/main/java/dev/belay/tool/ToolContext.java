package dev.belay.tool;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;

/// What a tool may know about the call.
///
/// @param idempotencyKey stable for this effect across tiers, retries and processes; `null` for tools without effect
public record ToolContext(
        String runId, Caller caller, String idempotencyKey, Deadline deadline, Cancellation cancellation) {}

package dev.belay.tool;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import java.util.Map;

/// What a tool may know about the call.
///
/// @param idempotencyKey stable for this effect across tiers, retries and processes; `null` for tools without
///     effect
/// @param deadline when the tool is given up
/// @param cancellation cancelled when the tool is given up; for tools without effect also when the attempt is
///     cancelled
/// @param propagation trace headers for requests to the operator's own services, lower case; may be empty
public record ToolContext(
        String runId,
        Caller caller,
        String idempotencyKey,
        Deadline deadline,
        Cancellation cancellation,
        Map<String, String> propagation) {}

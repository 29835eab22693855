package dev.belay.run.history;

import java.time.Duration;
import java.util.List;

/// How a run is to begin with the past of another.
///
/// @param seq the last entry that is shared; 0 for none
/// @param asks whether a person is asked before each effect that the ledger does not know yet
/// @param message what the user says after the shared past, or instead of the last thing they said if nothing is
///     shared; `null` for nothing new
/// @param tierOrder empty: as the other run has it
/// @param deadline how long it may take from now on
/// @param key the caller's idempotency key, or `null`
/// @param bodyHash hash of what the caller sent
public record ForkWish(
        long seq,
        boolean asks,
        String message,
        List<String> tierOrder,
        Duration deadline,
        String key,
        String bodyHash) {
    public ForkWish {
        tierOrder = List.copyOf(tierOrder);
    }
}

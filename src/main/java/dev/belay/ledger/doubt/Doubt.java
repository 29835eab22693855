package dev.belay.ledger.doubt;

import java.time.Instant;

/// An effect in doubt.
///
/// @param key in the ledger; also the idempotency key that its receiver was sent
/// @param arguments canonical JSON
/// @param known what is known of it
public record Doubt(
        String key, Run run, String tool, String arguments, String effectClass, String known, Instant startedAt) {

    public record Run(String id, String callerId, String state) {}
}

package dev.belay.gateway.caller;

import dev.belay.exchange.Caller;
import java.time.Instant;
import java.util.Set;

/// A key as it may be shown: without its secret.
///
/// @param id public part; also the id of the caller that the key stands for
/// @param tools names of the tools it may use, or `null` for all
/// @param revokedAt `null` while it is valid
public record ApiKey(
        String id, String name, Set<Caller.Scope> scopes, Set<String> tools, Instant createdAt, Instant revokedAt) {

    Caller caller() {
        return new Caller(id, scopes, tools);
    }
}

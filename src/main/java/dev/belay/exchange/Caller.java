package dev.belay.exchange;

import java.util.Set;

/// Who asks.
///
/// @param id stable id; runs, keys of idempotency, sessions and events belong to it
/// @param allowedTools names of the server-side tools this caller may use, or `null` for all
public record Caller(String id, Set<Scope> scopes, Set<String> allowedTools) {
    /// Whoever comes in over loopback while no keys are required.
    public static final Caller LOCAL = new Caller("local", Set.of(Scope.ASK, Scope.APPROVE, Scope.ADMIN), null);

    public enum Scope {
        ASK,
        APPROVE,
        ADMIN
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean mayUse(String tool) {
        return allowedTools == null || allowedTools.contains(tool);
    }
}

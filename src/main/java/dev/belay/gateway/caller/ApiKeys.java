package dev.belay.gateway.caller;

import static dev.belay.gateway.Refusal.Kind.FORBIDDEN;
import static dev.belay.gateway.Refusal.Kind.INVALID;
import static dev.belay.gateway.Refusal.Kind.UNKNOWN;

import dev.belay.exchange.Caller;
import dev.belay.gateway.Refusal;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/// Makes, lists and revokes API keys, for callers with the scope `admin`.
public final class ApiKeys {
    private static final int LONGEST_NAME = 100;

    private final KeyStore store;
    private final Ids ids;
    private final Time time;

    ApiKeys(KeyStore store, Ids ids, Time time) {
        this.store = store;
        this.ids = ids;
        this.time = time;
    }

    /// A key that was just made.
    ///
    /// @param secret the whole key; shown now and never again, because only its hash is stored
    public record Created(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "Created[" + key.id() + "]";
        }
    }

    /// @param scopes at least one, none that the creator does not have
    /// @param tools names of tools, none that the creator may not use; `null` for all that the creator may use
    /// @throws Refusal if the creator may not do that
    public Created create(String name, Set<Caller.Scope> scopes, Set<String> tools, Caller creator) {
        admin(creator);
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new Refusal(INVALID, "name", "a key needs a name of at most " + LONGEST_NAME + " characters");
        }
        if (scopes.isEmpty()) {
            throw new Refusal(INVALID, "scopes", "a key needs a scope: ask, approve or admin");
        }
        if (!creator.scopes().containsAll(scopes)) {
            throw new Refusal(FORBIDDEN, "scopes", "nobody gives away a scope that they do not have");
        }
        if (tools != null && !tools.stream().allMatch(creator::mayUse)) {
            throw new Refusal(FORBIDDEN, "tools", "nobody gives away a tool that they may not use");
        }
        KeyText text = KeyText.random(ids);
        Set<String> allowed = tools == null ? creator.allowedTools() : tools;
        ApiKey key = new ApiKey(
                text.id(), name, Set.copyOf(scopes), allowed, time.now().truncatedTo(ChronoUnit.MICROS), null);
        if (!store.add(key, text.hash())) {
            throw new IllegalStateException("an id of twelve random letters exists already");
        }
        return new Created(key, text.reveal());
    }

    public List<ApiKey> list(Caller caller) {
        admin(caller);
        return store.all();
    }

    /// @throws Refusal if there is no valid key of that id
    public void revoke(String id, Caller caller) {
        admin(caller);
        if (!store.revoke(id, time.now())) {
            throw new Refusal(UNKNOWN, "id", "there is no valid key of that id");
        }
    }

    private static void admin(Caller caller) {
        if (!caller.may(Caller.Scope.ADMIN)) {
            throw new Refusal(FORBIDDEN, null, "this key does not have the scope \"admin\"");
        }
    }
}

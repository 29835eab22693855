package dev.belay.edge.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Caller;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.caller.ApiKey;
import dev.belay.gateway.caller.ApiKeys;
import dev.belay.platform.Json;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The keys in the database of this installation, for whoever can reach it.
record LocalKeys(ApiKeys keys) implements KeyRing {

    @Override
    public JsonNode create(String name, List<String> scopes, List<String> tools) {
        Set<Caller.Scope> wanted = scopes.stream().map(LocalKeys::scope).collect(Collectors.toUnmodifiableSet());
        ApiKeys.Created created = keys.create(name, wanted, tools == null ? null : Set.copyOf(tools), Caller.LOCAL);
        return json(created.key()).put("key", created.secret());
    }

    @Override
    public JsonNode list() {
        ObjectNode list = Json.object();
        var items = list.putArray("data");
        keys.list(Caller.LOCAL).forEach(key -> items.add(json(key)));
        return list;
    }

    @Override
    public void revoke(String id) {
        keys.revoke(id, Caller.LOCAL);
    }

    private static Caller.Scope scope(String word) {
        try {
            return Caller.Scope.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "scopes",
                    "there is no scope \"" + word + "\"; there are: ask, approve, admin");
        }
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode json = Json.object().put("id", key.id()).put("name", key.name());
        var scopes = json.putArray("scopes");
        key.scopes().stream()
                .sorted()
                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                .forEach(scopes::add);
        if (key.tools() == null) {
            json.putNull("tools");
        } else {
            key.tools().stream().sorted().forEach(json.putArray("tools")::add);
        }
        json.put("created_at", key.createdAt().toString());
        return json.put(
                "revoked_at", key.revokedAt() == null ? null : key.revokedAt().toString());
    }
}

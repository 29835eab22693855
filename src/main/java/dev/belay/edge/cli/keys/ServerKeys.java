package dev.belay.edge.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.remote.Api;
import dev.belay.platform.Json;
import java.util.List;

/// The keys of a server, for callers with the scope `admin`.
record ServerKeys(Api api) implements KeyRing {
    private static final String PATH = "/api/v1/keys";

    @Override
    public JsonNode create(String name, List<String> scopes, List<String> tools) {
        ObjectNode wanted = Json.object().put("name", name);
        scopes.forEach(wanted.putArray("scopes")::add);
        if (tools != null) {
            tools.forEach(wanted.putArray("tools")::add);
        }
        return api.post(PATH, wanted);
    }

    @Override
    public JsonNode list() {
        return api.get(PATH);
    }

    @Override
    public void revoke(String id) {
        api.delete(PATH + "/" + Api.segment(id));
    }
}

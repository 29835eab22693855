package dev.belay.edge.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.Posted;
import dev.belay.edge.http.Turnstile;
import dev.belay.exchange.Caller;
import dev.belay.gateway.caller.ApiKey;
import dev.belay.gateway.caller.ApiKeys;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.intake.Fields;
import dev.belay.platform.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/keys`, for callers with the scope `admin`.
@Path("/api/v1/keys")
@Tag(name = "Keys")
public class KeysResource {
    private final Turnstile turnstile;
    private final ApiKeys keys;

    KeysResource(Callers callers, Problems errors, ApiKeys keys) {
        this.turnstile = new Turnstile(callers, errors);
        this.keys = keys;
    }

    @POST
    @RunOnVirtualThread
    @Operation(summary = "Make a key", description = "name, scopes, and tools (absent: all). The key is shown once.")
    public Response create(byte[] body, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            Fields fields = Fields.parse(Posted.json(body, headers).body());
            String name = fields.required("name", 100);
            Set<Caller.Scope> scopes = scopes(fields);
            boolean all = fields.any("tools") == null;
            Set<String> tools = all ? null : new LinkedHashSet<>(fields.texts("tools", 1000, 64));
            fields.nothingElse();
            ApiKeys.Created created = keys.create(name, scopes, tools, caller);
            ObjectNode json = json(created.key()).put("key", created.secret());
            return Response.status(201)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .header("Cache-Control", "no-store")
                    .entity(json.toString())
                    .build();
        });
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "List keys, without their secrets")
    public Response list(@Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            keys.list(caller).forEach(key -> data.add(json(key)));
            return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
        });
    }

    @DELETE
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Revoke a key")
    public Response revoke(@PathParam("id") String id, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            keys.revoke(id, caller);
            return Response.noContent().build();
        });
    }

    private static Set<Caller.Scope> scopes(Fields fields) {
        List<String> words = fields.texts("scopes", 3, 16);
        Set<Caller.Scope> scopes = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            scopes.add(
                    switch (words.get(i)) {
                        case "ask" -> Caller.Scope.ASK;
                        case "approve" -> Caller.Scope.APPROVE;
                        case "admin" -> Caller.Scope.ADMIN;
                        default -> throw fields.wrong("scopes[" + i + "]", "must be ask, approve or admin");
                    });
        }
        return scopes;
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode json = Json.object().put("id", key.id()).put("name", key.name());
        ArrayNode scopes = json.putArray("scopes");
        new TreeSet<>(key.scopes()).forEach(scope -> scopes.add(scope.name().toLowerCase(Locale.ROOT)));
        if (key.tools() == null) {
            json.putNull("tools");
        } else {
            new TreeSet<>(key.tools()).forEach(json.putArray("tools")::add);
        }
        json.put("created_at", key.createdAt().toString());
        return json.put(
                "revoked_at", key.revokedAt() == null ? null : key.revokedAt().toString());
    }
}

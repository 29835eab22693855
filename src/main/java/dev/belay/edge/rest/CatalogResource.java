package dev.belay.edge.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.Turnstile;
import dev.belay.gateway.Known;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.policy.Menu;
import dev.belay.model.Models;
import dev.belay.platform.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/tiers` and `/api/v1/tools`: what there is to ask for.
@Path("/api/v1")
@Tag(name = "Catalog")
public class CatalogResource {
    private final Turnstile turnstile;
    private final Menu menu;
    private final Models models;

    CatalogResource(Callers callers, Problems errors, Menu menu, Models models) {
        this.turnstile = new Turnstile(callers, errors);
        this.menu = menu;
        this.models = models;
    }

    @GET
    @Path("/tiers")
    @RunOnVirtualThread
    @Operation(summary = "List tiers in their order, with breakers and counts, and the breakers of models")
    public Response tiers(@Context HttpHeaders headers) {
        return turnstile.pass(headers, _ -> {
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            menu.tiers().forEach(tier -> data.add(tier(tier)));
            ArrayNode asked = json.putArray("models");
            models.models().forEach(model -> asked.addObject()
                    .put("id", model.id())
                    .put("breaker", model.breaker().word()));
            return ok(json);
        });
    }

    @GET
    @Path("/tools")
    @RunOnVirtualThread
    @Operation(summary = "List the tools that this caller may use")
    public Response tools(@Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            menu.tools(caller).forEach(tool -> data.add(tool(tool)));
            return ok(json);
        });
    }

    private static ObjectNode tier(Known.TierStatus tier) {
        ObjectNode json = Json.object().put("id", tier.id()).put("available", tier.missing() == null);
        json.put("missing", tier.missing()).put("breaker", tier.breaker());
        ObjectNode attempts = json.putObject("attempts");
        tier.attempts().forEach(attempts::put);
        return json;
    }

    private static ObjectNode tool(Known.Tool tool) {
        ObjectNode json = Json.object()
                .put("name", tool.name())
                .put("description", tool.spec().description())
                .put("effect_class", tool.effectClass())
                .put("timeout_seconds", tool.timeoutSeconds());
        json.set("parameters", Json.tree(tool.spec().parameters()));
        return json;
    }

    private static Response ok(ObjectNode json) {
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}

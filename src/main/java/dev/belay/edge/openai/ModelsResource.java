package dev.belay.edge.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.Turnstile;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.policy.Menu;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `GET /v1/models`: what `model` may be, policies first.
@Path("/v1/models")
@Tag(name = "OpenAI-compatible")
public class ModelsResource {
    private final Turnstile turnstile;
    private final Menu menu;
    private final long since;

    ModelsResource(Callers callers, Envelope errors, Menu menu, Time time) {
        this.turnstile = new Turnstile(callers, errors);
        this.menu = menu;
        this.since = time.now().getEpochSecond();
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "List policies and models")
    public Response list(@Context HttpHeaders headers) {
        return turnstile.pass(headers, _ -> {
            ObjectNode body = Json.object().put("object", "list");
            ArrayNode data = body.putArray("data");
            menu.names().forEach(name -> data.add(model(name)));
            return ok(body);
        });
    }

    @GET
    @Path("/{id: .+}")
    @RunOnVirtualThread
    @Operation(summary = "Get one policy or model")
    public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
        return turnstile.pass(headers, _ -> {
            menu.way(id, List.of());
            return ok(model(id));
        });
    }

    private ObjectNode model(String name) {
        return Json.object()
                .put("id", name)
                .put("object", "model")
                .put("created", since)
                .put("owned_by", menu.isPolicy(name) ? "belay" : "configured");
    }

    private static Response ok(ObjectNode body) {
        return Response.ok(body.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}

package dev.belay.edge.openai;

import dev.belay.edge.http.Turnstile;
import dev.belay.gateway.caller.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Everything below `/v1` that is not there, in OpenAI's shape.
@Path("/v1/{rest: .*}")
public class UnknownPaths {
    private final Turnstile turnstile;

    UnknownPaths(Callers callers, Envelope errors) {
        this.turnstile = new Turnstile(callers, errors);
    }

    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response get(@Context HttpHeaders headers) {
        return unknown(headers);
    }

    @POST
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response post(@Context HttpHeaders headers) {
        return unknown(headers);
    }

    @PUT
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response put(@Context HttpHeaders headers) {
        return unknown(headers);
    }

    @PATCH
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response patch(@Context HttpHeaders headers) {
        return unknown(headers);
    }

    @DELETE
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response delete(@Context HttpHeaders headers) {
        return unknown(headers);
    }

    private Response unknown(HttpHeaders headers) {
        return turnstile.pass(headers, _ -> ErrorBody.of(404).reply().response());
    }
}

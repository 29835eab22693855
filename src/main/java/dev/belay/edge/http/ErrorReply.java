package dev.belay.edge.http;

import jakarta.ws.rs.core.Response;

/// An error as it goes out.
public record ErrorReply(int status, String mediaType, String body) {

    public Response.ResponseBuilder builder() {
        return Response.status(status).type(mediaType).entity(body);
    }

    /// For errors before a run: if there is no room at the moment, asking again soon may help.
    public Response response() {
        return status == 503
                ? builder().header("Retry-After", 1).build()
                : builder().build();
    }
}

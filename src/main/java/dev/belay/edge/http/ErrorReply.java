package dev.belay.edge.http;

import jakarta.ws.rs.core.Response;

/// An error as it goes out.
public record ErrorReply(int status, String mediaType, String body) {

    public Response.ResponseBuilder builder() {
        return Response.status(status).type(mediaType).entity(body);
    }

    /// For errors before a run: if there is no room at the moment, asking again soon may help.
    public Response response() {
        return retryAfter() > 0
                ? builder().header("Retry-After", retryAfter()).build()
                : builder().build();
    }

    /// After how many seconds asking again may help; 0 if it will not.
    public int retryAfter() {
        return status == 503 ? 1 : 0;
    }
}

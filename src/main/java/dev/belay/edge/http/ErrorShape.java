package dev.belay.edge.http;

import io.quarkus.arc.All;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/// Gives errors of the framework below an edge's root (unknown path, wrong method) that edge's shape.
@Provider
public class ErrorShape implements ContainerResponseFilter {
    private final List<Errors> edges;

    ErrorShape(@All List<Errors> edges) {
        this.edges = edges;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() < 400 || response.getEntity() instanceof String) {
            return;
        }
        String path = request.getUriInfo().getPath();
        edges.stream().filter(edge -> edge.hold(path)).findFirst().ifPresent(edge -> {
            ErrorReply reply = edge.of(response.getStatus());
            response.setEntity(reply.body(), null, MediaType.valueOf(reply.mediaType()));
        });
    }
}

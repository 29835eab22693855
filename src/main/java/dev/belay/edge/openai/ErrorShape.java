package dev.belay.edge.openai;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/// Gives errors of the framework below `/v1` (unknown path, wrong method, body too large) OpenAI's shape.
@Provider
public class ErrorShape implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        boolean ours = path.equals("/v1") || path.startsWith("/v1/");
        if (ours && response.getStatus() >= 400 && !(response.getEntity() instanceof String)) {
            response.setEntity(ErrorBody.of(response.getStatus()).json(null), null, MediaType.APPLICATION_JSON_TYPE);
        }
    }
}

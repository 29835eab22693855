package dev.belay.edge.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/// Makes errors of the framework below `/api/v1` (unknown path, wrong method, body too large) problem details.
@Provider
public class ErrorShape implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        boolean ours = path.equals("/api/v1") || path.startsWith("/api/v1/");
        if (ours && response.getStatus() >= 400 && !(response.getEntity() instanceof String)) {
            response.setEntity(
                    Problem.of(response.getStatus()).json().toString(), null, MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }
}

package dev.belay.edge.rest;

import dev.belay.edge.http.ErrorReply;
import dev.belay.edge.http.Errors;
import dev.belay.gateway.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/// Errors of the native API: problem details.
@ApplicationScoped
public class Problems implements Errors {

    @Override
    public String root() {
        return "/api/v1";
    }

    @Override
    public ErrorReply of(Refusal refusal) {
        return Problem.of(refusal).reply();
    }

    @Override
    public ErrorReply of(int status) {
        return Problem.of(status).reply();
    }

    @Override
    public ErrorReply unauthenticated(String message) {
        return Problem.unauthenticated(message).reply();
    }
}

package dev.belay.edge.openai;

import dev.belay.edge.http.ErrorReply;
import dev.belay.edge.http.Errors;
import dev.belay.gateway.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/// Errors below `/v1`, in OpenAI's envelope.
@ApplicationScoped
class Envelope implements Errors {

    @Override
    public String root() {
        return "/v1";
    }

    @Override
    public ErrorReply of(Refusal refusal) {
        return ErrorBody.of(refusal).reply();
    }

    @Override
    public ErrorReply of(int status) {
        return ErrorBody.of(status).reply();
    }

    @Override
    public ErrorReply unauthenticated(String message) {
        return ErrorBody.unauthenticated(message).reply();
    }
}

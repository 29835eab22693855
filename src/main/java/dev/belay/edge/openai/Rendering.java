package dev.belay.edge.openai;

import dev.belay.approval.Approval;
import dev.belay.edge.http.Awaited;
import dev.belay.exchange.Answer;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.gateway.Gateway;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.util.Optional;

/// The state table of the design as `/v1` shows it.
///
/// @param awaited what a person has yet to decide
/// @param created told as the time of the completion
record Rendering(ChatRequest chat, Gateway.Report report, Optional<Approval> awaited, Instant created) {
    /// Not in any RFC: nginx' status for a client that has gone. Nobody reads it, the connection is closed.
    static final int CLOSED = 499;

    Response response() {
        return switch (report.outcome()) {
            case Outcome.Succeeded(Answer answer) -> answer(answer);
            case Outcome.Degraded(Answer answer) -> answer(answer);
            case Outcome.Rejected rejected ->
                error(new ErrorBody(400, rejected.reason(), "invalid_request_error", null, "content_policy_violation"))
                        .build();
            case Outcome.Cancelled cancelled ->
                error(new ErrorBody(CLOSED, "cancelled: " + cancelled.reason(), "cancelled", null, "cancelled"))
                        .build();
            case Outcome.Failed failed -> failed(failed);
            case Outcome.NeedsHuman asks -> resting(409, asks.question() + whoDecides(), "needs_human");
            case Outcome.InDoubt doubt ->
                resting(
                        409,
                        "it is not known whether some effects happened: " + String.join("; ", doubt.effects()),
                        "in_doubt");
            case Outcome.BudgetStopped stopped -> resting(402, stopped.reason(), "budget_stopped");
        };
    }

    private Response answer(Answer answer) {
        Completion completion = new Completion(report, answer, chat.model(), created);
        if (chat.stream()) {
            Chunks chunks = new Chunks(completion, chat.usage());
            return Response.ok((StreamingOutput) chunks::write)
                    .type("text/event-stream; charset=utf-8")
                    .header("Cache-Control", "no-cache")
                    .header("X-Accel-Buffering", "no")
                    .header("Belay-Run", report.runId())
                    .build();
        }
        Response.ResponseBuilder response = Response.ok(completion.json(), MediaType.APPLICATION_JSON_TYPE)
                .header("Belay-Tier", answer.provenance().tier());
        if (answer.provenance().degraded()) {
            response.header("Belay-Degraded", answer.provenance().degradation().level());
        }
        return labelled(response).build();
    }

    private Response failed(Outcome.Failed failed) {
        String message =
                failed.guidance().whatFailed() + " " + failed.guidance().whatToTry();
        Response.ResponseBuilder response = error(
                new ErrorBody(503, message, "server_error", null, failed.cause().reason()));
        Long after =
                switch (failed.cause()) {
                    case Failure.RateLimited limited
                    when limited.retryAfter() != null -> limited.retryAfter().toSeconds() + 1;
                    case Failure.Overloaded full
                    when full.retryAfter() != null -> full.retryAfter().toSeconds() + 1;
                    default -> null;
                };
        return after == null
                ? response.build()
                : response.header("Retry-After", after).build();
    }

    private String whoDecides() {
        return awaited.map(approval -> " (run " + report.runId() + " waits for approval " + approval.id()
                        + "; to decide: " + Awaited.command(approval) + ")")
                .orElse("");
    }

    private Response resting(int status, String message, String code) {
        return error(new ErrorBody(status, message, "run_" + code, null, code)).build();
    }

    /// A client must not ask again by itself once an effect has begun, nor where somebody has to decide something
    /// first.
    private Response.ResponseBuilder error(ErrorBody body) {
        Response.ResponseBuilder response =
                labelled(body.reply(BelayObject.of(report, awaited)).builder());
        boolean inVain = report.outcome().state().kind() == RunState.Kind.RESTING;
        return report.effectsStarted() || inVain ? response.header("x-should-retry", "false") : response;
    }

    private Response.ResponseBuilder labelled(Response.ResponseBuilder response) {
        return response.header("Belay-Run", report.runId())
                .header("Belay-State", report.outcome().state().name());
    }
}

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
import java.time.Instant;
import java.util.Optional;

/// The state table of the design as `/v1` shows it.
///
/// @param awaited what a person has yet to decide
/// @param created told as the time of the completion
record Rendering(ChatRequest chat, Gateway.Report report, Optional<Approval> awaited, Instant created) {
    /// Not in any RFC: nginx' status for a client that has gone, and for one whose run somebody else cancelled.
    static final int CLOSED = 499;

    /// Before anything was sent: the status still tells how it ended.
    Response response() {
        return switch (report.outcome()) {
            case Outcome.Succeeded(Answer answer) -> whole(answer);
            case Outcome.Degraded(Answer answer) -> whole(answer);
            case Outcome.Failed failed -> after(failed, response(problem())).build();
            default -> response(problem()).build();
        };
    }

    /// In a stream that has begun: what follows of the answer, and `[DONE]`.
    ///
    /// @param heard how much of its text was sent before; less than 0 if it does not go on where the caller was
    /// left
    /// @return empty if it did not end with an answer that can be told
    Optional<Completion> completion(int heard) {
        return switch (report.outcome()) {
            case Outcome.Succeeded(Answer answer) when heard >= 0 -> Optional.of(completion(answer));
            case Outcome.Degraded(Answer answer) when heard >= 0 -> Optional.of(completion(answer));
            default -> Optional.empty();
        };
    }

    /// In a stream that has begun: why it does not end well.
    String brokenOff() {
        return problem().reply(BelayObject.of(report, awaited)).body();
    }

    private Completion completion(Answer answer) {
        return new Completion(report, answer, chat.model(), created);
    }

    private ErrorBody problem() {
        return switch (report.outcome()) {
            case Outcome.Succeeded _, Outcome.Degraded _ ->
                new ErrorBody(
                        500,
                        "the stream broke off, and another process found the answer: GET /api/v1/runs/"
                                + report.runId(),
                        "server_error",
                        null,
                        "stream_broken");
            case Outcome.Rejected rejected ->
                new ErrorBody(400, rejected.reason(), "invalid_request_error", null, "content_policy_violation");
            case Outcome.Cancelled cancelled ->
                new ErrorBody(CLOSED, "cancelled: " + cancelled.reason(), "cancelled", null, "cancelled");
            case Outcome.Failed failed ->
                new ErrorBody(
                        503,
                        failed.guidance().whatFailed() + " " + failed.guidance().whatToTry(),
                        "server_error",
                        null,
                        failed.cause().reason());
            case Outcome.NeedsHuman asks -> resting(409, asks.question() + whoDecides(), "needs_human");
            case Outcome.InDoubt doubt ->
                resting(
                        409,
                        "it is not known whether some effects happened: " + String.join("; ", doubt.effects()),
                        "in_doubt");
            case Outcome.BudgetStopped stopped -> resting(402, stopped.reason(), "budget_stopped");
        };
    }

    private static ErrorBody resting(int status, String message, String code) {
        return new ErrorBody(status, message, "run_" + code, null, code);
    }

    private Response whole(Answer answer) {
        Completion completion = completion(answer);
        Response.ResponseBuilder response = Response.ok(completion.json(), MediaType.APPLICATION_JSON_TYPE)
                .header("Belay-Tier", answer.provenance().tier());
        if (answer.provenance().degraded()) {
            response.header("Belay-Degraded", answer.provenance().degradation().level());
        }
        return labelled(response).build();
    }

    private static Response.ResponseBuilder after(Outcome.Failed failed, Response.ResponseBuilder response) {
        Long after =
                switch (failed.cause()) {
                    case Failure.RateLimited limited
                    when limited.retryAfter() != null -> limited.retryAfter().toSeconds() + 1;
                    case Failure.Overloaded full
                    when full.retryAfter() != null -> full.retryAfter().toSeconds() + 1;
                    default -> null;
                };
        return after == null ? response : response.header("Retry-After", after);
    }

    private String whoDecides() {
        return awaited.map(approval -> " (run " + report.runId() + " waits for approval " + approval.id()
                        + "; to decide: " + Awaited.command(approval) + ")")
                .orElse("");
    }

    /// A client must not ask again by itself once an effect has begun, where somebody has to decide something
    /// first, or has cancelled it, nor where the answer would be the same.
    private Response.ResponseBuilder response(ErrorBody body) {
        Response.ResponseBuilder response =
                labelled(body.reply(BelayObject.of(report, awaited)).builder());
        boolean inVain = report.outcome().state().kind() == RunState.Kind.RESTING
                || report.outcome() instanceof Outcome.Cancelled
                || report.outcome() instanceof Outcome.Failed failed && stays(failed.cause());
        return report.effectsStarted() || inVain ? response.header("x-should-retry", "false") : response;
    }

    /// Whether asking again comes to the same: what the native API answers with 502, and a deadline that was
    /// too short.
    private static boolean stays(Failure cause) {
        return switch (cause) {
            case Failure.ContextTooLong _,
                    Failure.ContentRejected _,
                    Failure.Unauthorized _,
                    Failure.InvalidRequest _,
                    Failure.BadAnswer _,
                    Failure.TierBroken _,
                    Failure.NoMatch _,
                    Failure.DeadlinePassed _ -> true;
            case Failure.RateLimited _,
                    Failure.Overloaded _,
                    Failure.ConnectionLost _,
                    Failure.Silent _,
                    Failure.Saturated _,
                    Failure.BreakerOpen _,
                    Failure.TimedOut _,
                    Failure.Unavailable _,
                    Failure.OverBudget _,
                    Failure.EffectUnsettled _ -> false;
        };
    }

    private Response.ResponseBuilder labelled(Response.ResponseBuilder response) {
        return response.header("Belay-Run", report.runId())
                .header("Belay-State", report.outcome().state().name());
    }
}

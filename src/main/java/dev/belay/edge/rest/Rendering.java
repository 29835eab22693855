package dev.belay.edge.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.approval.Approval;
import dev.belay.edge.http.RunJson;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.gateway.Gateway;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// The state table of the design as the native API shows it to a caller who waited.
final class Rendering {
    private Rendering() {}

    /// @param awaited what a person has yet to decide
    static Response of(Gateway.Report report, Optional<Approval> awaited) {
        Outcome outcome = report.outcome();
        Response.ResponseBuilder response =
                switch (outcome) {
                    case Outcome.Succeeded _, Outcome.Degraded _ -> run(200, report, awaited);
                    case Outcome.NeedsHuman _, Outcome.InDoubt _, Outcome.BudgetStopped _ -> run(202, report, awaited);
                    case Outcome.Rejected rejected ->
                        problem(422, "The request was rejected", rejected.reason(), report);
                    case Outcome.Cancelled cancelled ->
                        problem(409, "The run was cancelled", cancelled.reason(), report);
                    case Outcome.Failed failed ->
                        problem(
                                status(failed.cause()),
                                "No tier held",
                                failed.guidance().whatFailed(),
                                report);
                };
        return response.header("Location", path(report.runId()))
                .header("Belay-Run", report.runId())
                .header("Belay-State", outcome.state().name())
                .build();
    }

    static String path(String runId) {
        return "/api/v1/runs/" + runId;
    }

    private static Response.ResponseBuilder run(int status, Gateway.Report report, Optional<Approval> awaited) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(RunJson.of(report, awaited).toString());
    }

    /// A problem that holds the run as well.
    private static Response.ResponseBuilder problem(int status, String title, String detail, Gateway.Report report) {
        Problem problem = new Problem(
                status, report.outcome().state().name().toLowerCase(java.util.Locale.ROOT), title, detail, null);
        ObjectNode json = problem.json();
        json.set("run", RunJson.of(report));
        return problem.reply(json).builder();
    }

    /// 503 where asking again may help, 502 where what is behind us answered wrongly.
    private static int status(Failure cause) {
        return switch (cause) {
            case Failure.RateLimited _,
                    Failure.Overloaded _,
                    Failure.ConnectionLost _,
                    Failure.Silent _,
                    Failure.Saturated _,
                    Failure.BreakerOpen _,
                    Failure.TimedOut _,
                    Failure.DeadlinePassed _,
                    Failure.Unavailable _,
                    Failure.OverBudget _,
                    Failure.EffectUnsettled _ -> 503;
            case Failure.ContextTooLong _,
                    Failure.ContentRejected _,
                    Failure.Unauthorized _,
                    Failure.InvalidRequest _,
                    Failure.BadAnswer _,
                    Failure.TierBroken _,
                    Failure.NoMatch _ -> 502;
        };
    }
}

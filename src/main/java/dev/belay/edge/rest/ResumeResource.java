package dev.belay.edge.rest;

import dev.belay.approval.Approval;
import dev.belay.budget.Budgets;
import dev.belay.edge.http.Awaited;
import dev.belay.edge.http.Posted;
import dev.belay.edge.http.RunJson;
import dev.belay.edge.http.Turnstile;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.RunState;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.intake.Allowances;
import dev.belay.gateway.intake.Fields;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.Policy;
import dev.belay.run.RunRecord;
import dev.belay.run.Runs;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `POST /api/v1/runs/{id}/resume`: has a run go on that rests.
@Path("/api/v1/runs")
@Tag(name = "Runs")
public class ResumeResource {
    private final Turnstile turnstile;
    private final Runs runs;
    private final Awaited awaited;
    private final Policies policies;
    private final Budgets budgets;

    ResumeResource(Callers callers, Problems errors, Runs runs, Awaited awaited, Policies policies, Budgets budgets) {
        this.budgets = budgets;
        this.turnstile = new Turnstile(callers, errors);
        this.runs = runs;
        this.awaited = awaited;
        this.policies = policies;
    }

    @POST
    @Path("/{id}/resume")
    @RunOnVirtualThread
    @Operation(
            summary = "Have a resting run go on",
            description =
                    "deadline_ms: how long it may take from now on; absent: as its policy has it. budget_usd, budget:"
                            + " the new limits in all, for a run that stopped for its budget. Answers 202.")
    public Response resume(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            RunRecord run = runs.find(RunsResource.known(id), caller).orElseThrow(() -> RunsResource.unknown(id));
            Wish wish = wish(Posted.json(body, headers), run);
            Optional<Approval> undecided = awaited.of(id, run.state(), caller);
            if (undecided.isPresent()) {
                return refused(undecided.get());
            }
            if (run.state().kind() == RunState.Kind.RESTING && wish.budget().isPresent()) {
                raise(run, caller, wish.budget().get());
            }
            return runs.resume(id, caller, wish.deadline()) ? accepted(id, caller) : refused(id, caller);
        });
    }

    /// @param budget the new limits in all
    private record Wish(Duration deadline, Optional<Request.Allowance> budget) {}

    private void raise(RunRecord run, Caller caller, Request.Allowance budget) {
        try {
            budgets.raise(run.head().rootId(), caller, budget);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Kind.INVALID, "budget", e.getMessage());
        }
    }

    private Wish wish(Posted posted, RunRecord run) {
        Policy.Times times = policies.find(
                        Optional.ofNullable(run.head().policy()).orElse(Policies.DEFAULT))
                .or(() -> policies.find(Policies.DEFAULT))
                .orElseThrow()
                .times();
        if (posted.body().length == 0) {
            return new Wish(times.deadline(), Optional.empty());
        }
        Fields fields = Fields.parse(posted.body());
        Optional<Long> asked = fields.integer("deadline_ms", 1, times.longest().toMillis());
        Optional<Request.Allowance> budget = Allowances.read(fields);
        fields.nothingElse();
        return new Wish(asked.map(Duration::ofMillis).orElse(times.deadline()), budget);
    }

    private Response accepted(String id, Caller caller) {
        RunRecord run = runs.find(id, caller).orElseThrow(() -> RunsResource.unknown(id));
        return Response.accepted(RunJson.of(run).toString())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Location", Rendering.path(id))
                .header("Belay-Run", id)
                .header("Belay-State", run.state().name())
                .build();
    }

    private static Response refused(Approval undecided) {
        Problem problem = new Problem(
                409,
                "undecided",
                "A person has yet to decide",
                "the run goes on by itself once approval " + undecided.id() + " is decided: "
                        + Awaited.command(undecided),
                null);
        return problem.reply(problem.json().set("approval", Awaited.json(undecided)))
                .response();
    }

    private Response refused(String id, Caller caller) {
        RunState state = runs.find(id, caller)
                .orElseThrow(() -> RunsResource.unknown(id))
                .state();
        String why =
                switch (state.kind()) {
                    case LIVE -> "the run is at work";
                    case FINAL -> "the run is " + state + ", which is its end";
                    case RESTING -> "the run kept no journal, so there is nothing to carry on from";
                };
        Problem problem = new Problem(409, "not-resting", "Nothing to carry on", why, null);
        return problem.reply(problem.json().put("state", state.name())).response();
    }
}

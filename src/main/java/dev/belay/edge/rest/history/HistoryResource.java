package dev.belay.edge.rest.history;

import dev.belay.edge.http.Posted;
import dev.belay.edge.http.Turnstile;
import dev.belay.edge.rest.Problems;
import dev.belay.edge.rest.RunsResource;
import dev.belay.exchange.Caller;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.Policy;
import dev.belay.run.RunRecord;
import dev.belay.run.Runs;
import dev.belay.run.history.Histories;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `POST /api/v1/runs/{id}/fork` and `/rewind`.
@Path("/api/v1/runs")
@Tag(name = "Runs")
public class HistoryResource {
    private final Turnstile turnstile;
    private final Runs runs;
    private final Histories histories;
    private final Policies policies;

    HistoryResource(Callers callers, Problems errors, Runs runs, Histories histories, Policies policies) {
        this.turnstile = new Turnstile(callers, errors);
        this.runs = runs;
        this.histories = histories;
        this.policies = policies;
    }

    @POST
    @Path("/{id}/fork")
    @RunOnVirtualThread
    @Operation(
            summary = "Begin a run with the past of this one",
            description =
                    "seq: the last entry that is shared; effects: ask (a person, before each new effect) or allow; "
                            + "message; tier_order; deadline_ms. Answers 202.")
    public Response fork(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            Policy.Times times = times(id, caller);
            Posted posted = Posted.json(body, headers);
            String path = "/api/v1/runs/" + id + "/fork";
            var wish = HistoryRequest.fork(posted.body(), path, posted.idempotencyKey(), times);
            return TurnJson.response(histories.fork(id, caller, wish), id);
        });
    }

    @POST
    @Path("/{id}/rewind")
    @RunOnVirtualThread
    @Operation(
            summary = "Take a run back",
            description = "seq: the last entry that is kept; compensate: whether what was done since may be undone; "
                    + "resume: whether the run goes on from there, or rests; deadline_ms. Answers 202, or 409 with the "
                    + "effects that are in the way.")
    public Response rewind(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            Policy.Times times = times(id, caller);
            Posted posted = Posted.json(body, headers);
            return TurnJson.response(histories.rewind(id, caller, HistoryRequest.rewind(posted.body(), times)), id);
        });
    }

    private Policy.Times times(String id, Caller caller) {
        RunRecord run = runs.find(RunsResource.known(id), caller).orElseThrow(() -> RunsResource.unknown(id));
        return policies.find(Optional.ofNullable(run.head().policy()).orElse(Policies.DEFAULT))
                .or(() -> policies.find(Policies.DEFAULT))
                .orElseThrow()
                .times();
    }
}

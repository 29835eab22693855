package dev.belay.edge.rest.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.Turnstile;
import dev.belay.edge.rest.Problems;
import dev.belay.exchange.Caller;
import dev.belay.gateway.caller.Callers;
import dev.belay.platform.Json;
import dev.belay.statistics.experiment.Experiments;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/api/v1/experiments`, for callers with the scope `admin`.
@Path("/api/v1/experiments")
@Tag(name = "Statistics")
public class ExperimentsResource {
    private final Turnstile turnstile;
    private final Experiments experiments;

    ExperimentsResource(Callers callers, Problems errors, Experiments experiments) {
        this.turnstile = new Turnstile(callers, errors);
        this.experiments = experiments;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            summary = "Compare the variants of each experiment, over the runs of its current round in all processes",
            description = "The difference of success rates comes with Newcombe's interval (1998, method 10).")
    public Response list(@Context HttpHeaders headers) {
        return turnstile.pass(headers, Caller.Scope.ADMIN, _ -> {
            ObjectNode json = Json.object();
            var data = json.putArray("data");
            experiments.compared().forEach(comparison -> data.add(ComparisonJson.of(comparison)));
            return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
        });
    }
}

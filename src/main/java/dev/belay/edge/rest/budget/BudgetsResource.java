package dev.belay.edge.rest.budget;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.budget.Budgets;
import dev.belay.edge.http.BudgetJson;
import dev.belay.edge.http.Paging;
import dev.belay.edge.http.Turnstile;
import dev.belay.edge.rest.Problems;
import dev.belay.gateway.caller.Callers;
import dev.belay.platform.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Budgets that something was reserved from. Callers see their own, administrators all.
@Path("/api/v1/budgets")
@Tag(name = "Budgets")
public class BudgetsResource {
    private final Turnstile turnstile;
    private final Budgets budgets;

    BudgetsResource(Callers callers, Problems errors, Budgets budgets) {
        this.turnstile = new Turnstile(callers, errors);
        this.budgets = budgets;
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "List budgets with what is spent, reserved and left, latest used first")
    public Response list(@QueryParam("limit") @DefaultValue("50") String limit, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            int most = Paging.read(limit, null, "a budget").limit();
            ObjectNode json = Json.object();
            json.set("data", BudgetJson.of(budgets.list(caller, most)));
            return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
        });
    }
}

package dev.belay.edge.rest.approval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.approval.Approval;
import dev.belay.approval.ApprovalDesk;
import dev.belay.edge.http.Paging;
import dev.belay.edge.http.Turnstile;
import dev.belay.edge.rest.Problems;
import dev.belay.exchange.Caller;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.caller.Callers;
import dev.belay.platform.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What waits, or waited, for a person. Callers without the scope `approve` see what waits on their own behalf; the
/// approvals of others do not exist for them.
@Path("/api/v1/approvals")
@Tag(name = "Approvals")
public class ApprovalsResource {
    private static final int LONGEST_GROUP = 100;

    private final Turnstile turnstile;
    private final ApprovalDesk desk;

    ApprovalsResource(Callers callers, Problems errors, ApprovalDesk desk) {
        this.turnstile = new Turnstile(callers, errors);
        this.desk = desk;
    }

    @GET
    @RunOnVirtualThread
    @Operation(
            summary = "List approvals, newest first",
            description = "state, group of reviewers and run narrow the list.")
    public Response list(
            @QueryParam("state") String state,
            @QueryParam("group") String group,
            @QueryParam("run") String run,
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("before") String before,
            @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            Paging asked = Paging.read(limit, before, "an approval");
            var filter = new ApprovalDesk.Filter(
                    state(state), group(group), Paging.id("run", run, "a run"), asked.before(), asked.limit());
            ApprovalDesk.Page page = desk.list(caller, filter);
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            page.approvals().forEach(approval -> data.add(ApprovalJson.of(approval)));
            return ok(json.put("next", page.next()));
        });
    }

    @GET
    @Path("/statistics")
    @RunOnVirtualThread
    @Operation(summary = "Count approvals: how many acted by themselves, how many wait, what was decided")
    public Response statistics(@Context HttpHeaders headers) {
        return turnstile.pass(headers, Caller.Scope.APPROVE, _ -> ok(ApprovalJson.of(desk.statistics())));
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Show an approval with everything that helps to decide")
    public Response show(@PathParam("id") String id, @Context HttpHeaders headers) {
        return turnstile.pass(
                headers, caller -> ok(ApprovalJson.of(desk.show(caller, id).orElseThrow(() -> unknown(id)))));
    }

    static Refusal unknown(String id) {
        String told = Paging.isId(id) ? " " + id : "";
        return new Refusal(Refusal.Kind.UNKNOWN, "id", "there is no approval" + told);
    }

    static Response ok(ObjectNode json) {
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Approval.State state(String word) {
        if (word == null) {
            return null;
        }
        try {
            return Approval.State.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            String states = Arrays.stream(Approval.State.values())
                    .map(state -> state.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new Refusal(Refusal.Kind.INVALID, "state", "state must be one of " + states);
        }
    }

    private static String group(String name) {
        if (name != null && name.length() > LONGEST_GROUP) {
            throw new Refusal(
                    Refusal.Kind.INVALID, "group", "group must have at most " + LONGEST_GROUP + " characters");
        }
        return name;
    }
}

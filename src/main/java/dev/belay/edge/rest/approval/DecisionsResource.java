package dev.belay.edge.rest.approval;

import dev.belay.approval.ApprovalDesk;
import dev.belay.approval.ApprovalDesk.Verdict;
import dev.belay.edge.http.Posted;
import dev.belay.edge.http.Turnstile;
import dev.belay.edge.rest.Problems;
import dev.belay.gateway.caller.Callers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Takes what people decide. Bodies have to be declared as JSON, so that no web page can decide for whoever visits it.
@Path("/api/v1/approvals")
@Tag(name = "Approvals")
public class DecisionsResource {
    private final Turnstile turnstile;
    private final ApprovalDesk desk;

    DecisionsResource(Callers callers, Problems errors, ApprovalDesk desk) {
        this.turnstile = new Turnstile(callers, errors);
        this.desk = desk;
    }

    @POST
    @Path("/{id}/approve")
    @RunOnVirtualThread
    @Operation(summary = "Say yes", description = "hash: what was shown; notes. Answers 202 if more have to say yes.")
    public Response approve(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return decide(id, body, headers, VerdictRequest::approve);
    }

    @POST
    @Path("/{id}/reject")
    @RunOnVirtualThread
    @Operation(summary = "Say no", description = "hash: what was shown; notes, which the run is told.")
    public Response reject(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return decide(id, body, headers, VerdictRequest::reject);
    }

    @POST
    @Path("/{id}/edit")
    @RunOnVirtualThread
    @Operation(
            summary = "Say yes to something else",
            description = "arguments: a JSON object that the tool's schema allows; or text, of an answer; notes.")
    public Response edit(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return decide(id, body, headers, VerdictRequest::edit);
    }

    @POST
    @Path("/{id}/answer")
    @RunOnVirtualThread
    @Operation(summary = "Answer a question", description = "text; notes.")
    public Response answer(@PathParam("id") String id, byte[] body, @Context HttpHeaders headers) {
        return decide(id, body, headers, VerdictRequest::answer);
    }

    private Response decide(String id, byte[] body, HttpHeaders headers, Function<byte[], Verdict> reading) {
        return turnstile.pass(headers, caller -> {
            Verdict verdict = reading.apply(Posted.json(body, headers).body());
            return Decided.response(desk.decide(caller, id, verdict), id, verdict);
        });
    }
}

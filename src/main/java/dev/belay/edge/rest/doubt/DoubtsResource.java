package dev.belay.edge.rest.doubt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.Paging;
import dev.belay.edge.http.Posted;
import dev.belay.edge.http.Turnstile;
import dev.belay.edge.rest.Problems;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.intake.Fields;
import dev.belay.ledger.doubt.Doubt;
import dev.belay.ledger.doubt.Doubts;
import dev.belay.ledger.doubt.Doubts.Settled;
import dev.belay.platform.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Effects in doubt. Callers without the scope `approve` see those of their own runs.
@Path("/api/v1/doubts")
@Tag(name = "Doubts")
public class DoubtsResource {
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_NOTES = 4_000;

    private final Turnstile turnstile;
    private final Doubts doubts;

    DoubtsResource(Callers callers, Problems errors, Doubts doubts) {
        this.turnstile = new Turnstile(callers, errors);
        this.doubts = doubts;
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "List effects of which nobody knows whether they happened, oldest first")
    public Response list(@QueryParam("limit") @DefaultValue("50") String limit, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            int most = Paging.read(limit, null, "a doubt").limit();
            doubts.list(caller, most).forEach(doubt -> data.add(json(doubt)));
            return ok(json);
        });
    }

    @GET
    @Path("/{key}")
    @RunOnVirtualThread
    @Operation(summary = "Show an effect in doubt with its arguments and what is known of it")
    public Response show(@PathParam("key") String key, @Context HttpHeaders headers) {
        return turnstile.pass(
                headers, caller -> ok(json(doubts.find(key, caller).orElseThrow(DoubtsResource::unknown))));
    }

    @POST
    @Path("/{key}")
    @RunOnVirtualThread
    @Operation(
            summary = "Say whether it happened",
            description = "happened: true or false; text: its result, or why it did not happen; notes. The run may be"
                    + " resumed then.")
    public Response settle(@PathParam("key") String key, byte[] body, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            Doubts.Finding finding = finding(Posted.json(body, headers).body());
            return switch (doubts.settle(key, caller, finding)) {
                case Settled.Known known ->
                    ok(Json.object().put("run", known.runId()).put("left", known.left()));
                case Settled.Unknown _ -> throw unknown();
                case Settled.Forbidden _ ->
                    throw new Refusal(Refusal.Kind.FORBIDDEN, null, "this key does not have the scope \"approve\"");
                case Settled.Already already ->
                    throw new Refusal(
                            Refusal.Kind.CONFLICT, null, "it is not in doubt any more: it is " + already.state());
                case Settled.AtWork work ->
                    throw new Refusal(Refusal.Kind.CONFLICT, null, "run " + work.runId() + " is at work");
            };
        });
    }

    private static Doubts.Finding finding(byte[] body) {
        Fields fields = Fields.parse(body);
        if (fields.any("happened") == null) {
            throw fields.wrong("happened", "is required: true or false");
        }
        boolean happened = fields.flag("happened", false);
        String text = fields.required("text", LONGEST_TEXT);
        String notes = fields.text("notes", LONGEST_NOTES).orElse(null);
        fields.nothingElse();
        return new Doubts.Finding(happened, text, notes);
    }

    private static ObjectNode json(Doubt doubt) {
        ObjectNode json = Json.object();
        json.put("key", doubt.key())
                .put("run", doubt.run().id())
                .put("run_state", doubt.run().state());
        json.put("tool", doubt.tool()).set("arguments", Json.tree(doubt.arguments()));
        json.put("effect_class", doubt.effectClass()).put("known", doubt.known());
        return json.put("started_at", doubt.startedAt().toString());
    }

    private static Refusal unknown() {
        return new Refusal(Refusal.Kind.UNKNOWN, "key", "there is no such effect in doubt");
    }

    private static Response ok(ObjectNode json) {
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}

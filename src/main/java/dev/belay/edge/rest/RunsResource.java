package dev.belay.edge.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.RunJson;
import dev.belay.edge.http.Turnstile;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.caller.Callers;
import dev.belay.platform.Json;
import dev.belay.run.RunRecord;
import dev.belay.run.Runs;
import dev.belay.run.follow.Happenings;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The caller's runs, at work or ended. Those of others do not exist here.
@Path("/api/v1/runs")
@Tag(name = "Runs")
public class RunsResource {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int MOST = 200;

    private final Turnstile turnstile;
    private final Runs runs;

    RunsResource(Callers callers, Problems errors, Runs runs) {
        this.turnstile = new Turnstile(callers, errors);
        this.runs = runs;
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "List runs, newest first")
    public Response list(
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("before") String before,
            @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            int most = (int) number("limit", limit);
            if (most < 1 || most > MOST) {
                throw new Refusal(Refusal.Kind.INVALID, "limit", "limit must be from 1 to " + MOST);
            }
            if (before != null && !ID.matcher(before).matches()) {
                throw new Refusal(Refusal.Kind.INVALID, "before", "before must be the id of a run");
            }
            List<RunRecord> page = runs.list(caller, most, before);
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            page.forEach(run -> data.add(RunJson.of(run)));
            return ok(json.put(
                    "next", page.size() < most ? null : page.getLast().head().id()));
        });
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Get a run")
    public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
        return turnstile.pass(
                headers, caller -> ok(RunJson.of(runs.find(known(id), caller).orElseThrow(() -> unknown(id)))));
    }

    @GET
    @Path("/{id}/explain")
    @RunOnVirtualThread
    @Operation(summary = "Explain a run: what was tried, why it fell, what was carried over, what it cost")
    public Response explain(@PathParam("id") String id, @Context HttpHeaders headers) {
        return turnstile.pass(
                headers, caller -> ok(RunJson.of(runs.explain(known(id), caller).orElseThrow(() -> unknown(id)))));
    }

    @GET
    @Path("/{id}/events")
    @RunOnVirtualThread
    @Operation(summary = "Watch a run by server-sent events; Last-Event-ID takes up an earlier stream")
    public Response events(@PathParam("id") String id, @Context HttpHeaders headers, @Context RoutingContext exchange) {
        return turnstile.pass(headers, caller -> {
            String last = headers.getHeaderString("Last-Event-ID");
            long after = last == null || last.isEmpty() ? 0 : number("Last-Event-ID", last);
            Happenings happenings = runs.follow(known(id), caller, after).orElseThrow(() -> unknown(id));
            EventFrames frames =
                    new EventFrames(happenings, () -> exchange.response().closed());
            return Response.ok((StreamingOutput) frames::write)
                    .type("text/event-stream; charset=utf-8")
                    .header("Cache-Control", "no-cache")
                    .header("X-Accel-Buffering", "no")
                    .build();
        });
    }

    @POST
    @Path("/{id}/cancel")
    @RunOnVirtualThread
    @Operation(summary = "Stop a run")
    public Response cancel(@PathParam("id") String id, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            boolean stopping = runs.cancel(known(id), caller, "cancelled by its caller");
            RunRecord run = runs.find(id, caller).orElseThrow(() -> unknown(id));
            if (stopping) {
                return Response.accepted(RunJson.of(run).toString())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
            }
            String state = run.state().name();
            return new Problem(
                            409, "not-live", "Nothing to stop", "the run is " + state + " and not at work here", null)
                    .reply()
                    .response();
        });
    }

    @POST
    @Path("/{id}/{what: resume|fork}")
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response notBuilt(@PathParam("id") String id, @PathParam("what") String what, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            runs.find(known(id), caller).orElseThrow(() -> unknown(id));
            throw new Refusal(Refusal.Kind.UNSUPPORTED, null, "to " + what + " a run is not built yet");
        });
    }

    private static String known(String id) {
        if (!ID.matcher(id).matches()) {
            throw unknown(id);
        }
        return id;
    }

    private static Refusal unknown(String id) {
        String told = ID.matcher(id).matches() ? " " + id : "";
        return new Refusal(Refusal.Kind.UNKNOWN, "id", "there is no run" + told);
    }

    private static long number(String name, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new Refusal(Refusal.Kind.INVALID, name, name + " must be a number");
        }
        return Long.parseLong(text);
    }

    private static Response ok(ObjectNode json) {
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}

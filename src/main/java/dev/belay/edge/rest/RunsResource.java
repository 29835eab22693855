package dev.belay.edge.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.http.Awaited;
import dev.belay.edge.http.HangUps;
import dev.belay.edge.http.Paging;
import dev.belay.edge.http.RunJson;
import dev.belay.edge.http.StreamConfig;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The caller's runs, at work or ended. Those of others do not exist here.
@Path("/api/v1/runs")
@Tag(name = "Runs")
public class RunsResource {
    private final Turnstile turnstile;
    private final Runs runs;
    private final Awaited awaited;
    private final StreamConfig streams;

    RunsResource(Callers callers, Problems errors, Runs runs, Awaited awaited, StreamConfig streams) {
        this.turnstile = new Turnstile(callers, errors);
        this.runs = runs;
        this.awaited = awaited;
        this.streams = streams;
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "List runs, newest first")
    public Response list(
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("before") String before,
            @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            Paging asked = Paging.read(limit, before, "a run");
            List<RunRecord> page = runs.list(caller, asked.limit(), asked.before());
            ObjectNode json = Json.object();
            ArrayNode data = json.putArray("data");
            page.forEach(run -> data.add(RunJson.of(run)));
            return ok(json.put(
                    "next",
                    page.size() < asked.limit() ? null : page.getLast().head().id()));
        });
    }

    @GET
    @Path("/{id}")
    @RunOnVirtualThread
    @Operation(summary = "Get a run")
    public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
        return turnstile.pass(headers, caller -> {
            RunRecord run = runs.find(known(id), caller).orElseThrow(() -> unknown(id));
            return ok(RunJson.of(run, awaited.of(id, run.state(), caller)));
        });
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
            long after = last == null || last.isEmpty() ? 0 : Paging.number("Last-Event-ID", last);
            Happenings happenings = runs.follow(known(id), caller, after).orElseThrow(() -> unknown(id));
            EventFrames frames =
                    new EventFrames(happenings, () -> exchange.response().closed(), streams.keepAlive());
            StreamingOutput body = out -> {
                HangUps.leaveOthers(exchange);
                frames.write(out);
            };
            return Response.ok(body)
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

    /// @throws Refusal if no run can have that id
    public static String known(String id) {
        if (!Paging.isId(id)) {
            throw unknown(id);
        }
        return id;
    }

    public static Refusal unknown(String id) {
        String told = Paging.isId(id) ? " " + id : "";
        return new Refusal(Refusal.Kind.UNKNOWN, "id", "there is no run" + told);
    }

    private static Response ok(ObjectNode json) {
        return Response.ok(json.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}

package dev.belay.edge.rest;

import dev.belay.edge.http.Awaited;
import dev.belay.edge.http.HangUps;
import dev.belay.edge.http.Posted;
import dev.belay.edge.http.Turnstile;
import dev.belay.exchange.Caller;
import dev.belay.exchange.RunState;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.caller.Callers;
import dev.belay.platform.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `POST /api/v1/runs`: answers 202 with the run's address, or waits for the end.
@Path("/api/v1/runs")
@Tag(name = "Runs")
public class StartResource {
    private static final String PATH = "/api/v1/runs";

    private final Turnstile turnstile;
    private final Gateway gateway;
    private final HangUps hangUps;
    private final Awaited awaited;

    StartResource(Callers callers, Problems errors, Gateway gateway, HangUps hangUps, Awaited awaited) {
        this.turnstile = new Turnstile(callers, errors);
        this.gateway = gateway;
        this.hangUps = hangUps;
        this.awaited = awaited;
    }

    @POST
    @RunOnVirtualThread
    @Operation(summary = "Start a run", description = "Waits for its end with wait: true or Prefer: wait, else 202.")
    public Response start(byte[] body, @Context HttpHeaders headers, @Context RoutingContext exchange) {
        return turnstile.pass(headers, caller -> start(body, headers, exchange, caller));
    }

    private Response start(byte[] body, HttpHeaders headers, RoutingContext exchange, Caller caller) {
        Posted posted = Posted.json(body, headers);
        RunRequest run = RunRequest.read(posted.body(), posted.beside());
        RunRequest.Waiting waiting = run.waiting(headers.getHeaderString("Prefer"));
        boolean mayBeLeft = !waiting.waits() || waiting.limit().isPresent();
        RunRequest wanted = mayBeLeft ? run.inBackground() : run;
        Gateway.Ticket ticket = gateway.submit(posted.submission(PATH, wanted.request(), caller, false, null));
        if (!waiting.waits()) {
            return accepted(ticket);
        }
        hangUps.watch(exchange, ticket);
        Optional<Gateway.Report> report =
                waiting.limit().isPresent() ? ticket.await(waiting.limit().get()) : Optional.of(ticket.await());
        return report.map(end ->
                        Rendering.of(end, awaited.of(end.runId(), end.outcome().state(), caller)))
                .orElseGet(() -> accepted(ticket));
    }

    private static Response accepted(Gateway.Ticket ticket) {
        return Response.accepted(Json.object()
                        .put("id", ticket.runId())
                        .put("state", RunState.RUNNING.name())
                        .toString())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Location", Rendering.path(ticket.runId()))
                .header("Belay-Run", ticket.runId())
                .header("Belay-State", RunState.RUNNING.name())
                .build();
    }
}

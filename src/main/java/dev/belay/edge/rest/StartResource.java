package dev.belay.edge.rest;

import dev.belay.exchange.Caller;
import dev.belay.exchange.RunState;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.intake.BodyHash;
import dev.belay.platform.Json;
import dev.belay.platform.Workers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
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
    private final Workers workers;

    StartResource(Turnstile turnstile, Gateway gateway, Workers workers) {
        this.turnstile = turnstile;
        this.gateway = gateway;
        this.workers = workers;
    }

    @POST
    @RunOnVirtualThread
    @Operation(summary = "Start a run", description = "Waits for its end with wait: true or Prefer: wait, else 202.")
    public Response start(byte[] body, @Context HttpHeaders headers, @Context RoutingContext exchange) {
        return turnstile.pass(headers, caller -> start(body, headers, exchange, caller));
    }

    private Response start(byte[] body, HttpHeaders headers, RoutingContext exchange, Caller caller) {
        if (!isJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            return Problem.of(415).response();
        }
        byte[] sent = body == null ? new byte[0] : body;
        RunRequest run = RunRequest.read(sent, headers.getHeaderString("Idempotency-Key"));
        RunRequest.Waiting waiting = run.waiting(headers.getHeaderString("Prefer"));
        boolean mayBeLeft = !waiting.waits() || waiting.limit().isPresent();
        RunRequest wanted = mayBeLeft ? run.inBackground() : run;
        Gateway.Ticket ticket = gateway.submit(new Gateway.Submission(
                wanted.request(), caller, tracing(headers), BodyHash.of(PATH, sent), false, null));
        if (!waiting.waits()) {
            return accepted(ticket);
        }
        exchange.response().closeHandler(_ -> hungUp(ticket));
        if (exchange.response().closed()) {
            hungUp(ticket);
        }
        Optional<Gateway.Report> report =
                waiting.limit().isPresent() ? ticket.await(waiting.limit().get()) : Optional.of(ticket.await());
        return report.map(Rendering::of).orElseGet(() -> accepted(ticket));
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

    /// Called on the event loop, which must not wait for connections to be closed.
    private void hungUp(Gateway.Ticket ticket) {
        if (!ticket.outlivesCaller()) {
            workers.start(() -> ticket.cancel("the caller hung up"));
        }
    }

    /// Anything else a web page could send across origins without asking first.
    static boolean isJson(String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static Map<String, String> tracing(HttpHeaders headers) {
        Map<String, String> tracing = new HashMap<>();
        for (String name : new String[] {"traceparent", "tracestate", "baggage"}) {
            String value = headers.getHeaderString(name);
            if (value != null) {
                tracing.put(name, value);
            }
        }
        return tracing;
    }
}

package dev.belay.edge.openai;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Outcome;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.intake.BodyHash;
import dev.belay.gateway.policy.Menu;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `POST /v1/chat/completions`.
@Path("/v1/chat/completions")
@Tag(name = "OpenAI-compatible")
public class ChatResource {
    private static final String PATH = "/v1/chat/completions";

    private final Turnstile turnstile;
    private final Gateway gateway;
    private final Menu menu;
    private final Time time;
    private final Workers workers;

    ChatResource(Turnstile turnstile, Gateway gateway, Menu menu, Time time, Workers workers) {
        this.turnstile = turnstile;
        this.gateway = gateway;
        this.menu = menu;
        this.time = time;
        this.workers = workers;
    }

    @POST
    @RunOnVirtualThread
    @Operation(summary = "Answer a conversation", description = "OpenAI's request and response, and a belay object.")
    public Response complete(byte[] body, @Context HttpHeaders headers, @Context RoutingContext exchange) {
        return turnstile.pass(headers, caller -> answer(body, headers, exchange, caller));
    }

    private Response answer(byte[] body, HttpHeaders headers, RoutingContext exchange, Caller caller) {
        if (!isJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            return ErrorBody.of(415).response();
        }
        byte[] sent = body == null ? new byte[0] : body;
        ChatRequest chat = ChatRequest.read(sent, headers.getHeaderString("Idempotency-Key"), menu);
        Gateway.Ticket ticket = gateway.submit(new Gateway.Submission(
                chat.request(), caller, tracing(headers), BodyHash.of(PATH, sent), repeated(headers), null));
        exchange.response().closeHandler(_ -> hungUp(ticket));
        if (exchange.response().closed()) {
            hungUp(ticket);
        }
        Gateway.Report report = ticket.await();
        if (report.outcome() instanceof Outcome.Cancelled) {
            exchange.request().connection().close();
        }
        return new Rendering(chat, report, time.now()).response();
    }

    /// Called on the event loop, which must not wait for connections to be closed.
    private void hungUp(Gateway.Ticket ticket) {
        if (!ticket.outlivesCaller()) {
            workers.start(() -> ticket.cancel("the caller hung up"));
        }
    }

    static boolean isJson(String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /// OpenAI's clients say so when they send something again by themselves.
    private static boolean repeated(HttpHeaders headers) {
        String count = headers.getHeaderString("x-stainless-retry-count");
        return count != null && count.matches("[1-9]\\d{0,5}");
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

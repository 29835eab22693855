package dev.belay.edge.openai;

import dev.belay.edge.http.HangUps;
import dev.belay.edge.http.Posted;
import dev.belay.edge.http.Turnstile;
import dev.belay.exchange.Caller;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.caller.Callers;
import dev.belay.gateway.policy.Menu;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
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
    private final Answers answers;
    private final HangUps hangUps;

    ChatResource(Callers callers, Envelope errors, Gateway gateway, Menu menu, Answers answers, HangUps hangUps) {
        this.turnstile = new Turnstile(callers, errors);
        this.gateway = gateway;
        this.menu = menu;
        this.answers = answers;
        this.hangUps = hangUps;
    }

    @POST
    @RunOnVirtualThread
    @Operation(summary = "Answer a conversation", description = "OpenAI's request and response, and a belay object.")
    public Response complete(byte[] body, @Context HttpHeaders headers, @Context RoutingContext exchange) {
        return turnstile.pass(headers, caller -> answer(body, headers, exchange, caller));
    }

    private Response answer(byte[] body, HttpHeaders headers, RoutingContext exchange, Caller caller) {
        Posted posted = Posted.json(body, headers);
        ChatRequest chat = ChatRequest.read(posted.body(), posted.beside(), menu);
        Gateway.Ticket ticket = gateway.submit(posted.submission(
                PATH,
                chat.request(),
                caller,
                repeated(headers),
                chat.streamed() ? chat.stream().wish() : null));
        hangUps.watch(exchange, ticket);
        if (chat.streamed()) {
            return answers.told(
                    chat,
                    ticket,
                    caller,
                    new Telling.Line(
                            () -> HangUps.leaveOthers(exchange),
                            () -> hangUps.gone(exchange, ticket),
                            () -> hangUps.breakOff(exchange)));
        }
        return answers.of(chat, ticket.await(), caller);
    }

    /// OpenAI's clients say so when they send something again by themselves.
    private static boolean repeated(HttpHeaders headers) {
        String count = headers.getHeaderString("x-stainless-retry-count");
        return count != null && count.matches("[1-9]\\d{0,5}");
    }
}

package dev.belay.edge.http;

import dev.belay.gateway.Gateway;
import dev.belay.platform.Workers;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gives up runs on behalf of callers who have hung up.
@ApplicationScoped
public class HangUps {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Workers workers;

    HangUps(Workers workers) {
        this.workers = workers;
    }

    /// From now on, a caller who closes the connection gives the run up.
    ///
    /// The handlers of a response are one of a kind, and the framework's stream puts its own in their place; the
    /// end handlers of the exchange are not, and are called when the connection is closed as well, whatever they
    /// are told.
    public void watch(RoutingContext exchange, Gateway.Ticket ticket) {
        exchange.addEndHandler(end -> {
            if (end.failed() || !exchange.response().ended()) {
                hungUp(ticket);
            }
        });
        if (exchange.response().closed()) {
            hungUp(ticket);
        }
    }

    /// Whether the caller is gone, in which case the run is given up like above. For who writes, and can look.
    public boolean gone(RoutingContext exchange, Gateway.Ticket ticket) {
        boolean gone = exchange.response().closed();
        if (gone) {
            hungUp(ticket);
        }
        return gone;
    }

    /// For who is about to write a stream: a caller that resets it leaves the others of its connection alone, which
    /// under HTTP/2 would lose their runs with it. The framework closes the connection when a stream is reset, and
    /// once more when something is written to one that is gone; to one that was reset from here as well it writes
    /// nothing.
    public static void leaveOthers(RoutingContext exchange) {
        if (exchange.request().version() != HttpVersion.HTTP_2) {
            return;
        }
        exchange.response().exceptionHandler(_ -> exchange.response().reset());
        if (exchange.response().closed()) {
            exchange.response().reset();
        }
    }

    /// Ends a response that is being written in the middle, so that nobody can take it for whole: closes the
    /// connection after what was written before has gone out. Under HTTP/2 nothing is done, because a stream that
    /// is reset loses what its receiver has not read yet, the reason among it.
    public void breakOff(RoutingContext exchange) {
        if (exchange.request().version() == HttpVersion.HTTP_2) {
            return;
        }
        await(exchange.request().connection().close().toCompletionStage().toCompletableFuture());
    }

    private static void await(CompletableFuture<Void> end) {
        try {
            end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // It is not there any more, or nobody reads what comes before the end.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Called on the event loop, which must not wait for connections to be closed.
    private void hungUp(Gateway.Ticket ticket) {
        workers.start(() -> ticket.hungUp("the caller hung up"));
    }
}

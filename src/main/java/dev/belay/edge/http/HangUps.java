package dev.belay.edge.http;

import dev.belay.gateway.Gateway;
import dev.belay.platform.Workers;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/// Stops a run that nobody waits for any more.
@ApplicationScoped
public class HangUps {
    private final Workers workers;

    HangUps(Workers workers) {
        this.workers = workers;
    }

    /// From now on, a caller who closes the connection gives the run up, unless it outlives its caller.
    public void watch(RoutingContext exchange, Gateway.Ticket ticket) {
        exchange.response().closeHandler(_ -> hungUp(ticket));
        if (exchange.response().closed()) {
            hungUp(ticket);
        }
    }

    /// Called on the event loop, which must not wait for connections to be closed.
    private void hungUp(Gateway.Ticket ticket) {
        if (!ticket.outlivesCaller()) {
            workers.start(() -> ticket.cancel("the caller hung up"));
        }
    }
}

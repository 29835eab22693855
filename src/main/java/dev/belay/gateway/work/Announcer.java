package dev.belay.gateway.work;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.Content;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Follows runs for everybody who listens: the telemetry port, observers of events, and whoever submitted the run.
///
/// A listener that throws is logged and does not disturb the run.
public final class Announcer implements Scopes {
    private static final Logger LOG = Logger.getLogger(Announcer.class);

    private final Scopes telemetry;
    private final Consumer<BelayEvent> observers;

    /// @param telemetry follows runs in traces; [Scopes#SILENT] for none is made by the caller's choice
    /// @param observers hears every event of every run
    public Announcer(Scopes telemetry, Consumer<BelayEvent> observers) {
        this.telemetry = telemetry;
        this.observers = observers;
    }

    @Override
    public Scope open(BelayEvent.RunStarted started, Map<String, String> inbound) {
        return open(started, inbound, null);
    }

    /// @param listener hears the events of this run only; or `null`
    Scope open(BelayEvent.RunStarted started, Map<String, String> inbound, Consumer<BelayEvent> listener) {
        List<Consumer<BelayEvent>> audience = listener == null ? List.of(observers) : List.of(observers, listener);
        Scope scope = telemetry.open(started, inbound);
        tell(audience, started);
        return new Heard(scope, audience);
    }

    @Override
    public void announce(BelayEvent event) {
        telemetry.announce(event);
        tell(List.of(observers), event);
    }

    private static void tell(List<Consumer<BelayEvent>> audience, BelayEvent event) {
        for (Consumer<BelayEvent> listener : audience) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "run %s: a listener failed on %s: %s",
                        event.runId(),
                        event.getClass().getSimpleName(),
                        e.getClass().getName());
            }
        }
    }

    /// A scope whose events are heard by an audience, too.
    private record Heard(Scope scope, List<Consumer<BelayEvent>> audience) implements Scope {

        /// Of a shadow nobody hears.
        @Override
        public Scope open(BelayEvent.Opening opening) {
            Scope child = scope.open(opening);
            if (opening instanceof BelayEvent.ShadowStarted) {
                return child;
            }
            tell(audience, opening);
            return new Heard(child, audience);
        }

        @Override
        public void announce(BelayEvent event) {
            scope.announce(event);
            tell(audience, event);
        }

        @Override
        public void close(BelayEvent.Closing closing) {
            scope.close(closing);
            tell(audience, closing);
        }

        /// Not for the audience.
        @Override
        public void content(Supplier<Content> content) {
            scope.content(content);
        }

        @Override
        public Map<String, String> propagation() {
            return scope.propagation();
        }

        @Override
        public Entered enter() {
            return scope.enter();
        }

        @Override
        public String traceId() {
            return scope.traceId();
        }
    }
}

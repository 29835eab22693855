package dev.belay.support;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Scopes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A scope that keeps everything it hears, in order, that of its children included.
///
/// @param propagation headers that tell others of its trace
public record Heard(List<BelayEvent> events, Map<String, String> propagation) implements Scopes.Scope {
    /// One that has a trace.
    public static Heard traced(List<BelayEvent> events) {
        return new Heard(events, Map.of("traceparent", "00-1-2-01"));
    }

    public Heard() {
        this(new CopyOnWriteArrayList<>(), Map.of());
    }

    @Override
    public Scopes.Scope open(BelayEvent.Opening opening) {
        events.add(opening);
        return this;
    }

    @Override
    public void announce(BelayEvent event) {
        events.add(event);
    }

    @Override
    public void close(BelayEvent.Closing closing) {
        events.add(closing);
    }

    @Override
    public Scopes.Entered enter() {
        return () -> {};
    }

    @Override
    public String traceId() {
        return null;
    }
}

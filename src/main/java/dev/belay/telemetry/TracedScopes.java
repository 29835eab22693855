package dev.belay.telemetry;

import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.Scopes;
import dev.belay.platform.Time;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;

/// Follows runs with spans and counts. Without an exporter the spans are empty and cost next to nothing; the
/// counts are always kept.
@Singleton
@Identifier("telemetry")
final class TracedScopes implements Scopes {
    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private final Openings openings;
    private final Meters meters;
    private final TextMapPropagator propagator;
    private final Time time;

    @Inject
    TracedScopes(OpenTelemetry openTelemetry, MeterRegistry registry, Time time) {
        this.openings = new Openings(openTelemetry
                .tracerBuilder("dev.belay")
                .setSchemaUrl(GenAi.SCHEMA)
                .build());
        this.meters = new Meters(registry);
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
        this.time = time;
    }

    /// The run hangs below the span that is current on this thread, that of the HTTP request, which has already
    /// honoured the caller's headers. Where none is, it hangs below the caller's.
    @Override
    public Scope open(RunStarted started, Map<String, String> inbound) {
        Context current = Context.current();
        boolean followed = Span.fromContext(current).getSpanContext().isValid();
        Context parent = followed ? current : propagator.extract(Context.root(), inbound, HEADERS);
        return new SpanScope(this, started, parent, null);
    }

    Openings openings() {
        return openings;
    }

    Meters meters() {
        return meters;
    }

    TextMapPropagator propagator() {
        return propagator;
    }

    long nanos() {
        return time.nanos();
    }
}

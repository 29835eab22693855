package dev.belay.telemetry;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.Scopes;
import dev.belay.platform.Time;
import dev.belay.telemetry.content.ContentRecorder;
import dev.belay.telemetry.content.Secrets;
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
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/// Follows runs with spans and counts. Without an exporter the spans are empty and cost next to nothing; the
/// counts are always kept.
@Singleton
@Identifier("telemetry")
final class TracedScopes implements Scopes {
    private static final Logger LOG = Logger.getLogger(TracedScopes.class);
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
    private final ContentRecorder recorder;

    @Inject
    TracedScopes(OpenTelemetry openTelemetry, MeterRegistry registry, Time time, TelemetryConfig config, Config all) {
        this(openTelemetry, registry, time, recorder(config, all));
    }

    TracedScopes(OpenTelemetry openTelemetry, MeterRegistry registry, Time time, ContentRecorder recorder) {
        this.openings = new Openings(openTelemetry
                .tracerBuilder("dev.belay")
                .setSchemaUrl(GenAi.SCHEMA)
                .build());
        this.meters = new Meters(registry);
        this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
        this.time = time;
        this.recorder = recorder;
    }

    private static ContentRecorder recorder(TelemetryConfig config, Config all) {
        if (!config.recordContent()) {
            return ContentRecorder.OFF;
        }
        LOG.warn("belay.telemetry.record-content is on: prompts, answers, tool arguments and results are exported");
        return new ContentRecorder(config.contentLimit(), Secrets.configured(all));
    }

    /// The run hangs below the span that is current on this thread, that of the HTTP request, which has already
    /// honoured the caller's headers. Where none is, it hangs below the caller's.
    @Override
    public Scope open(RunStarted started, Map<String, String> inbound) {
        Context current = Context.current();
        boolean followed = Span.fromContext(current).getSpanContext().isValid();
        Context parent = followed ? current : propagator.extract(Context.root(), inbound, HEADERS);
        return new SpanScope(this, started, parent, null, false);
    }

    /// What is counted is counted; there is no span for it.
    @Override
    public void announce(BelayEvent event) {
        if (event instanceof BelayEvent.BudgetReached reached) {
            meters.budgetReached(reached);
        }
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

    ContentRecorder recorder() {
        return recorder;
    }

    long nanos() {
        return time.nanos();
    }
}

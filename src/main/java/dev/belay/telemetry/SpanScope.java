package dev.belay.telemetry;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.ShadowStarted;
import dev.belay.exchange.BelayEvent.TierFell;
import dev.belay.exchange.BelayEvent.TierHeld;
import dev.belay.exchange.Scopes.Entered;
import dev.belay.exchange.Scopes.Scope;
import dev.belay.exchange.message.Content;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/// A node of the trace and of the counts. Its parent is the scope it was opened on, whatever thread it is opened
/// from.
///
/// A second close changes nothing, neither span nor counts.
final class SpanScope implements Scope {
    /// The key under which log lines carry the run.
    static final String RUN_ID = "runId";

    private final TracedScopes scopes;
    private final BelayEvent.Opening opening;
    private final Context context;
    private final Span span;
    private final Trail trail;
    private final long openedAt;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final boolean shadow;

    /// @param trail of the run, or `null` if `opening` is what begins one
    /// @param shadow whether this belongs to a shadow, which is counted apart
    SpanScope(TracedScopes scopes, BelayEvent.Opening opening, Context parent, Trail trail, boolean shadow) {
        this.scopes = scopes;
        this.opening = opening;
        this.shadow = shadow;
        this.span = scopes.openings().start(opening, parent, leadingTo(opening, trail), shadow);
        this.context = parent.with(span);
        this.trail = trail == null ? new Trail(span) : trail;
        this.openedAt = scopes.nanos();
        scopes.meters().opened(opening);
    }

    @Override
    public Scope open(BelayEvent.Opening next) {
        boolean begins = next instanceof ShadowStarted;
        return new SpanScope(
                scopes, next, context, begins || next instanceof RunStarted ? null : trail, shadow || begins);
    }

    @Override
    public void announce(BelayEvent event) {
        if (shadow) {
            if (event instanceof TierFell fall) {
                trail.fell(fall);
            }
            return;
        }
        switch (event) {
            case TierFell fall -> {
                trail.fell(fall);
                scopes.meters().fell(fall);
            }
            case TierHeld held -> {
                span.setAttribute(BelayAttributes.DEGRADED, held.degraded());
                scopes.meters().held(held);
            }
            case BelayEvent.Branched branched -> scopes.meters().branched(branched);
            case BelayEvent.Voted voted -> scopes.meters().voted(voted);
            case BelayEvent.WriteRefused _ -> scopes.meters().refused();
            case BelayEvent.RetryRefused refused -> scopes.meters().retryRefused(refused);
            case BelayEvent.BudgetReached reached -> scopes.meters().budgetReached(reached);
            case BelayEvent.CacheAsked asked -> scopes.meters().cacheAsked(asked);
            case BelayEvent.Chosen chosen -> trail.chosen(chosen.choice());
            case BelayEvent.Opening _, BelayEvent.Closing _ -> {
                // has a duration, and so a scope of its own
            }
        }
    }

    @Override
    public void close(BelayEvent.Closing closing) {
        if (closed.compareAndSet(false, true)) {
            Closings.end(span, closing);
            long nanos = scopes.nanos() - openedAt;
            if (shadow) {
                scopes.meters().closedAside(opening, closing, nanos);
            } else {
                scopes.meters().closed(opening, closing, nanos);
            }
        }
    }

    @Override
    public void content(Supplier<Content> content) {
        scopes.recorder().record(span, content);
    }

    @Override
    public Map<String, String> propagation() {
        Map<String, String> headers = new HashMap<>();
        scopes.propagator().inject(context, headers, Map::put);
        return headers;
    }

    @Override
    public Entered enter() {
        io.opentelemetry.context.Scope current = context.makeCurrent();
        Object before = MDC.get(RUN_ID);
        MDC.put(RUN_ID, opening.runId());
        return () -> {
            if (before == null) {
                MDC.remove(RUN_ID);
            } else {
                MDC.put(RUN_ID, before);
            }
            current.close();
        };
    }

    @Override
    public String traceId() {
        return span.getSpanContext().isValid() ? span.getSpanContext().getTraceId() : null;
    }

    private static TierFell leadingTo(BelayEvent.Opening opening, Trail trail) {
        return trail != null && opening instanceof AttemptStarted attempt ? trail.before(attempt.tier()) : null;
    }
}

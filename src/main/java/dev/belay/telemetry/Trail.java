package dev.belay.telemetry;

import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.BelayEvent.TierFell;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the spans of one run have to know of each other: why the chain came to a tier. Used from any thread.
final class Trail {
    private final Map<String, TierFell> leadingTo = new ConcurrentHashMap<>();
    private final Span run;

    /// @param run the run's span, on which falls are summed up so that they can be searched for
    Trail(Span run) {
        this.run = run;
        run.setAttribute(BelayAttributes.FALLBACK_USED, false);
    }

    void fell(TierFell fall) {
        run.setAttribute(BelayAttributes.FALLBACK_REASON, Labels.reason(fall.failure()));
        if (fall.next() != null) {
            leadingTo.put(fall.next(), fall);
            run.setAttribute(BelayAttributes.FALLBACK_USED, true);
        }
    }

    /// What was chosen is an event of the run's span.
    void chosen(Choice choice) {
        Attributes attributes = Attributes.builder()
                .put(BelayAttributes.CHOICE_BY, choice.by())
                .put(BelayAttributes.CHOICE_ORDER, choice.order())
                .put(BelayAttributes.CHOICE_APPLIED, choice.applied())
                .put(BelayAttributes.CHOICE_REASON, choice.reason())
                .build();
        run.addEvent("belay.chosen", attributes);
        if (choice.variant() != null) {
            run.setAttribute(BelayAttributes.VARIANT, choice.variant());
        }
    }

    /// The fall that led to `tier`, or `null` if it is tried in its own right.
    TierFell before(String tier) {
        return leadingTo.get(tier);
    }
}

package dev.belay.model.route;

import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Spent;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.wire.CallFailed;
import dev.belay.platform.Time;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/// A call for which something is set aside, and what becomes of that. Used by one thread.
final class PaidCall implements Spending.Paid {
    private final Estimate estimate;
    private final Grant.Held held;
    private final Time time;
    private final Deadline deadline;
    private Supplier<Usage> meter;
    private long began;
    private Usage reported;
    private boolean unheard;

    PaidCall(Estimate estimate, Grant.Held held, Time time) {
        this.estimate = estimate;
        this.held = held;
        this.time = time;
        BigDecimal seconds = held.held().get(Measure.SECONDS);
        Deadline whole = estimate.ask().deadline();
        this.deadline = seconds == null
                ? whole
                : whole.within(
                        java.time.Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }

    @Override
    public ModelSpec model() {
        return estimate.model().limited((int) Math.min(Integer.MAX_VALUE, held.tokens()));
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public void sending(Supplier<Usage> used) {
        meter = used;
        began = time.nanos();
    }

    @Override
    public void used(Usage usage) {
        reported = usage;
    }

    @Override
    public CallFailed failed(CallFailed failure) {
        reported = failure.usage();
        unheard = failure.unheard();
        boolean cut = failure.failure() instanceof Failure.BadAnswer bad
                && bad.flaw() == Failure.BadAnswer.Flaw.CUT
                && held.tokens() < estimate.most();
        boolean late = failure.failure() instanceof Failure.DeadlinePassed
                && !estimate.ask().deadline().passed();
        if (!cut && !late) {
            return failure;
        }
        String why = estimate.model().id() + " was stopped where the budget ended";
        return new CallFailed(new Failure.OverBudget(why, null), failure.usage(), failure.firstToken(), unheard);
    }

    /// What the call has used, in all cases not less than what it may be billed for.
    Spent spent() {
        if (meter == null) {
            return Spent.NOTHING;
        }
        Usage seen = reported == null ? meter.get() : reported;
        boolean nothingHeard = unheard || (seen.estimated() && seen.outputTokens() == 0);
        Map<Measure, BigDecimal> amounts = new EnumMap<>(Measure.class);
        amounts.put(Measure.SECONDS, BigDecimal.valueOf(time.since(began).toMillis(), 3));
        if (!nothingHeard) {
            Usage used = seen.estimated() ? estimate.atMost(seen, held.tokens()) : seen;
            amounts.put(Measure.TOKENS, BigDecimal.valueOf(used.totalTokens()));
            if (used.costUsd() != null) {
                amounts.put(Measure.USD, used.costUsd());
            }
        }
        return new Spent(amounts, nothingHeard || seen.estimated());
    }
}

package dev.belay.model.route;

import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.PaidTime;
import dev.belay.budget.Purse;
import dev.belay.budget.Spent;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.Usage;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.wire.CallFailed;
import dev.belay.platform.Time;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// A call for which something is set aside, and what becomes of that. Used by one thread.
final class PaidCall implements Spending.Paid {
    private final Estimate estimate;
    private final Grant.Held held;
    private final Time time;
    /// `null` where seconds are not bounded.
    private final PaidTime seconds;
    private final Deadline deadline;
    private Supplier<Usage> meter;
    private long began;
    private Usage reported;
    private boolean unheard;

    /// @param further sets more aside while the call is made, or returns `null`
    PaidCall(Estimate estimate, Grant.Held held, Function<Need, Grant> further, Time time) {
        this.estimate = estimate;
        this.held = held;
        this.time = time;
        Deadline whole = estimate.ask().deadline();
        boolean bounded = held.held().containsKey(Measure.SECONDS);
        this.seconds =
                bounded ? new PaidTime(held, whole.remaining(), estimate.bound().call(), further, time) : null;
        this.deadline = bounded ? seconds.deadline() : whole;
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
        boolean late = failure.failure() instanceof Failure.DeadlinePassed && seconds != null && seconds.endsEarly();
        if (!cut && !late) {
            return failure;
        }
        String why = estimate.model().id() + " was stopped where the budget ended";
        return new CallFailed(new Failure.OverBudget(why, null), failure.usage(), failure.firstToken(), unheard);
    }

    /// Settles all that was set aside.
    void settle(Purse purse, Scopes.Scope scope) {
        Spent spent = spent();
        if (seconds == null || meter == null) {
            purse.settle(held, spent, scope);
            return;
        }
        List<BigDecimal> shares = seconds.shares(spent.amounts().get(Measure.SECONDS));
        Map<Measure, BigDecimal> amounts = new EnumMap<>(spent.amounts());
        amounts.put(Measure.SECONDS, shares.getFirst());
        purse.settle(held, new Spent(amounts, spent.presumed()), scope);
        for (int i = 0; i < seconds.further().size(); i++) {
            Map<Measure, BigDecimal> share = Map.of(Measure.SECONDS, shares.get(i + 1));
            purse.settle(seconds.further().get(i), new Spent(share, false), scope);
        }
    }

    /// What the call has used, in all cases not less than what it may be billed for.
    private Spent spent() {
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

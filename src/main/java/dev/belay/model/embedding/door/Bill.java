package dev.belay.model.embedding.door;

import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Spent;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.model.embedding.wire.EmbeddingClient.Order;
import dev.belay.model.wire.CallFailed;
import dev.belay.platform.Time;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// What one call is paid with: the most that it may use, what is set aside for it, and what it used. Used by one
/// thread.
final class Bill {
    /// Tokens that a provider may count around the texts.
    private static final long AROUND = 64;

    private final Order order;
    private final BudgetsConfig.Bound bound;
    private final Time time;
    private Grant.Held held;
    private boolean sent;
    private long began;
    private Usage used = Usage.NONE;
    private boolean unheard = true;

    Bill(Order order, BudgetsConfig.Bound bound, Time time) {
        this.order = order;
        this.bound = bound;
        this.time = time;
    }

    Need need() {
        BigDecimal tokens = BigDecimal.valueOf(tokens());
        Map<Measure, Need.Part> parts = new EnumMap<>(Measure.class);
        if (order.model().prices().known()) {
            BigDecimal dollars = order.model().prices().usage(tokens(), 0, true).costUsd();
            parts.put(Measure.USD, fixed(dollars));
        }
        parts.put(Measure.TOKENS, fixed(tokens));
        parts.put(Measure.MODEL_CALLS, Need.Part.fixed(1));
        parts.put(Measure.SECONDS, Need.Part.upTo(seconds()));
        return new Need(parts, 0, 0);
    }

    /// No tokenizer makes more than one token of a byte.
    private long tokens() {
        return (long) Math.ceil(order.wanted().body().length / bound.bytesPerToken()) + AROUND;
    }

    private static Need.Part fixed(BigDecimal amount) {
        return new Need.Part(amount, BigDecimal.ZERO, amount);
    }

    private BigDecimal seconds() {
        Duration left = order.deadline().remaining();
        Duration longest = left.compareTo(bound.call()) < 0 ? left : bound.call();
        return BigDecimal.valueOf(longest.toMillis(), 3);
    }

    /// @param granted what was set aside
    /// @return the order, within what is paid for
    Order paidWith(Grant.Held granted) {
        held = granted;
        BigDecimal seconds = granted.held().get(Measure.SECONDS);
        Deadline whole = order.deadline();
        Deadline deadline = seconds == null
                ? whole
                : whole.within(Duration.ofMillis(seconds.movePointRight(3).longValue()));
        return new Order(order.model(), order.wanted(), deadline, order.cancellation(), order.propagation());
    }

    Grant.Held held() {
        return held;
    }

    void sending() {
        sent = true;
        began = time.nanos();
    }

    void used(Usage usage) {
        used = usage;
        unheard = false;
    }

    /// @return what to tell: where the budget ended the call, that
    CallFailed failed(CallFailed failure) {
        used = failure.usage();
        unheard = failure.unheard();
        boolean late = failure.failure() instanceof Failure.DeadlinePassed
                && !order.deadline().passed();
        return late
                ? new CallFailed(
                        new Failure.OverBudget("the embedding model was stopped where the budget ended", null),
                        failure.usage(),
                        null,
                        failure.unheard())
                : failure;
    }

    /// What the call has used, in all cases not less than what it may be billed for.
    Spent spent() {
        if (!sent) {
            return Spent.NOTHING;
        }
        Map<Measure, BigDecimal> amounts = new EnumMap<>(Measure.class);
        amounts.put(Measure.SECONDS, BigDecimal.valueOf(time.since(began).toMillis(), 3));
        boolean presumed = unheard || used.estimated();
        if (!presumed) {
            amounts.put(Measure.TOKENS, BigDecimal.valueOf(used.totalTokens()));
            if (used.costUsd() != null) {
                amounts.put(Measure.USD, used.costUsd());
            }
        }
        return new Spent(amounts, presumed);
    }
}

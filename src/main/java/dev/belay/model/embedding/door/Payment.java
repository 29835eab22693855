package dev.belay.model.embedding.door;

import dev.belay.budget.Budgets;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Patience;
import dev.belay.budget.Purse;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Scopes;
import dev.belay.journal.JournalUnavailable;
import dev.belay.model.embedding.EmbeddingCheck;
import dev.belay.model.embedding.wire.Embedded;
import dev.belay.model.embedding.wire.EmbeddingClient.Order;
import dev.belay.model.wire.CallFailed;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import java.util.function.Function;

/// Has the most that a call may use set aside before it is sent, and settles it with what it used. Where no budget
/// bounds the run, it does nothing.
final class Payment {
    private final Budgets budgets;
    private final BudgetsConfig config;
    private final Pause pause;
    private final Time time;

    Payment(Budgets budgets, BudgetsConfig config, Pause pause, Time time) {
        this.budgets = budgets;
        this.config = config;
        this.pause = pause;
        this.time = time;
    }

    /// One call as it is paid for.
    ///
    /// @param order within what is paid for
    /// @param bill told what becomes of it
    record Paid(Order order, Bill bill) {}

    /// @param scope hears of a budget that is used up
    /// @throws CallFailed with [Failure.OverBudget] if not enough is left; nothing was sent then
    Embedded pay(String runId, Order order, Scopes.Scope scope, Function<Paid, Embedded> call) {
        Purse purse = budgets.of(runId);
        Bill bill = new Bill(order, config.bound(), time);
        if (!purse.boundsModels()) {
            return call.apply(new Paid(order, bill));
        }
        if (purse.bounds(Measure.USD) && !order.model().prices().known()) {
            throw new CallFailed(new Failure.Unavailable("what the embedding model costs is not known, so no budget in"
                    + " dollars can pay for it: set " + EmbeddingCheck.PREFIX + ".input-price"));
        }
        Order paid = bill.paidWith(held(purse, order, bill, scope));
        try {
            return call.apply(new Paid(paid, bill));
        } finally {
            purse.settle(bill.held(), bill.spent(), scope);
        }
    }

    private Grant.Held held(Purse purse, Order order, Bill bill, Scopes.Scope scope) {
        Patience patience = new Patience(config.patience(), pause);
        try {
            return switch (patience.reserve(
                    () -> purse.reserve(bill.need(), scope), order.deadline(), order.cancellation())) {
                case Grant.Held held -> held;
                case Grant.Refused refused -> throw new CallFailed(new Failure.OverBudget(refused.told(), null));
            };
        } catch (JournalUnavailable _) {
            throw new CallFailed(new Failure.Unavailable("its budget could not be asked: the database is away"));
        }
    }
}

package dev.belay.model.route;

import dev.belay.budget.Account;
import dev.belay.budget.Breach;
import dev.belay.budget.Budgets;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Patience;
import dev.belay.budget.Purse;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Usage;
import dev.belay.journal.JournalUnavailable;
import dev.belay.model.ModelDoor;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.wire.Answered;
import dev.belay.model.wire.CallFailed;
import java.util.function.Function;
import java.util.function.Supplier;

/// Has the most that a call may use set aside before it is sent, and settles it with what it used. Where no budget
/// bounds the run, it does nothing.
final class Spending {
    private final Budgets budgets;
    private final BudgetsConfig config;
    private final RoutedModelDoor.Rhythm rhythm;

    /// @param config may be `null` where there is no budget
    Spending(Budgets budgets, BudgetsConfig config, RoutedModelDoor.Rhythm rhythm) {
        this.budgets = budgets;
        this.config = config;
        this.rhythm = rhythm;
    }

    /// One call as it is paid for.
    interface Paid {
        /// With the limit of its answer as far as that is paid for.
        ModelSpec model();

        Deadline deadline();

        /// It is sent from here on.
        void sending(Supplier<Usage> meter);

        /// It came to its end.
        void used(Usage usage);

        /// It brought nothing.
        ///
        /// @return what to tell: where the budget ended the call, that
        CallFailed failed(CallFailed failure);
    }

    /// Makes a call that is paid for.
    ///
    /// @param whole whether it is made only if the longest answer that it may bring is affordable
    /// @throws CallFailed with [Failure.OverBudget] if not enough is left; nothing was sent then
    Answered pay(
            ModelSpec model, ModelDoor.Prompt prompt, ModelDoor.Ask ask, boolean whole, Function<Paid, Answered> call) {
        Purse purse = budgets.of(ask.errand().runId());
        if (!purse.boundsModels()) {
            return call.apply(new Free(model, ask.deadline()));
        }
        Estimate estimate = Estimate.of(model, prompt, ask, config.bound());
        if (purse.bounds(Measure.USD)) {
            estimate.requirePrices();
        }
        Grant.Held held = held(purse, estimate, whole, ask);
        PaidCall paid = new PaidCall(estimate, held, more -> further(purse, more, ask), rhythm.time());
        try {
            return call.apply(paid);
        } finally {
            paid.settle(purse, ask.scope());
        }
    }

    /// Whether a model that can only afford part of its answer gives way to a cheaper one.
    boolean givesWay(ModelDoor.Ask ask) {
        return budgets.of(ask.errand().runId()).onBreach() == Breach.CHEAPER;
    }

    /// What a refusal leads to: the next model, or the end of the work.
    ///
    /// @throws ControlFlow.BudgetStopped unless another model may do
    void refused(Failure failure, ModelDoor.Ask ask) {
        Breach breach = budgets.of(ask.errand().runId()).onBreach();
        if (breach == Breach.STOP || breach == Breach.ASK) {
            throw stopped(failure, ask);
        }
    }

    /// No model of the route answered.
    ///
    /// @param last the failure that tells most, or `null`
    /// @throws ControlFlow.BudgetStopped if none was affordable and the run is not to be answered without
    void exhausted(Failure last, ModelDoor.Ask ask) {
        Breach breach = budgets.of(ask.errand().runId()).onBreach();
        if (last instanceof Failure.OverBudget && breach == Breach.CHEAPER) {
            throw stopped(last, ask);
        }
    }

    private static ControlFlow.BudgetStopped stopped(Failure failure, ModelDoor.Ask ask) {
        return new ControlFlow.BudgetStopped(
                failure.detail(), failure instanceof Failure.OverBudget over ? over.measure() : null);
    }

    private Grant.Held held(Purse purse, Estimate estimate, boolean whole, ModelDoor.Ask ask) {
        Patience patience = new Patience(config.patience(), rhythm.pause());
        Need need = estimate.need(whole);
        return switch (patience.reserve(() -> reserved(purse, need, ask), ask.deadline(), ask.cancellation())) {
            case Grant.Held held -> held;
            case Grant.Refused refused -> {
                String why = estimate.model().id() + " is not asked: " + refused.told();
                throw new CallFailed(new Failure.OverBudget(why, ownMeasure(refused)));
            }
        };
    }

    /// @return `null` if the database did not answer
    private static Grant further(Purse purse, Need need, ModelDoor.Ask ask) {
        try {
            return purse.reserve(need, ask.scope());
        } catch (JournalUnavailable _) {
            return null;
        }
    }

    private static Grant reserved(Purse purse, Need need, ModelDoor.Ask ask) {
        try {
            return purse.reserve(need, ask.scope());
        } catch (JournalUnavailable e) {
            if (ask.journal().durable()) {
                throw e;
            }
            throw new CallFailed(new Failure.Unavailable("its budget could not be asked: the database is away"));
        }
    }

    /// The measure of the request's own budget, if that alone is in the way.
    private static String ownMeasure(Grant.Refused refused) {
        boolean own = refused.tight().stream().map(each -> each.account()).allMatch(Account::own);
        return own ? refused.tight().getFirst().account().measure().word() : null;
    }

    private record Free(ModelSpec model, Deadline deadline) implements Paid {
        @Override
        public void sending(Supplier<Usage> meter) {}

        @Override
        public void used(Usage usage) {}

        @Override
        public CallFailed failed(CallFailed failure) {
            return failure;
        }
    }
}

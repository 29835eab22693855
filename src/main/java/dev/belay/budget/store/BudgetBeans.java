package dev.belay.budget.store;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.budget.limit.Limits;
import dev.belay.exchange.Scopes;
import dev.belay.journal.fence.Lease;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.timer.Recurring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the budgets and what keeps their tables in order.
@ApplicationScoped
class BudgetBeans {

    @Produces
    @Singleton
    Limits limits(BudgetsConfig config) {
        return new Limits(config);
    }

    @Produces
    @Singleton
    Till till(Database database, Lease lease, Time time, Ids ids, Workers workers, Scopes scopes) {
        var clock = new Till.Clock(time, ids);
        return new Till(new ReserveTable(database), new SettleTable(database), lease, clock, workers, scopes::announce);
    }

    @Produces
    @Singleton
    Budgets budgets(Limits limits, Database database, Till till) {
        return new StoredBudgets(limits, new BudgetTable(database), till);
    }

    @Produces
    @Singleton
    Recurring dead(Till till) {
        return new DeadCalls(till);
    }

    @Produces
    @Singleton
    Recurring pruning(Database database, BudgetsConfig config) {
        return new OldBudgets(new BudgetTable(database), config.retention());
    }
}

package dev.belay.statistics.alert;

import dev.belay.exchange.BelayEvent.BudgetReached;
import dev.belay.exchange.health.Subject;
import dev.belay.statistics.StatisticsConfig;
import java.util.Set;

/// Budgets that somebody is told of when they are nearly, or all, used up.
///
/// @param scopes whose, such as `caller`
record BudgetRule(Set<String> scopes) {

    static BudgetRule of(StatisticsConfig.Alerts config) {
        return new BudgetRule(Set.copyOf(config.budgetScopes()));
    }

    boolean concerns(BudgetReached reached) {
        return scopes.contains(reached.scope());
    }

    void tell(BudgetReached reached, Alerts alerts) {
        String what = "%d %% of what may be spent of %s is used".formatted(reached.percent(), reached.measure());
        alerts.tell(new Subject(Subject.Kind.BUDGET, reached.account()), "budget_" + reached.percent(), what);
    }
}

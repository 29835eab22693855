package dev.belay.budget.store;

import dev.belay.platform.timer.Recurring;
import java.sql.SQLException;
import java.time.Duration;

/// Deletes budgets that nobody looks at any more.
final class OldBudgets implements Recurring {
    private final BudgetTable table;
    private final Duration retention;

    OldBudgets(BudgetTable table, Duration retention) {
        this.table = table;
        this.retention = retention;
    }

    @Override
    public String name() {
        return "prune-budgets";
    }

    @Override
    public String cron() {
        return "0 41 * * * *";
    }

    @Override
    public void run() {
        try {
            table.prune(retention);
        } catch (SQLException e) {
            throw new IllegalStateException("old budgets could not be deleted: " + e.getMessage(), e);
        }
    }
}

package dev.belay.budget.store;

import dev.belay.budget.Breach;
import dev.belay.budget.Budgets;
import dev.belay.budget.Measure;
import dev.belay.budget.Purse;
import dev.belay.budget.Standing;
import dev.belay.budget.limit.Limits;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.journal.JournalUnavailable;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Budgets in PostgreSQL, and the purses of the runs that this process works on.
public final class StoredBudgets implements Budgets {
    /// In one go; what is left waits for the next.
    private static final int MOST_DEAD = 500;

    private final Map<String, Purse> purses = new ConcurrentHashMap<>();
    private final Limits limits;
    private final BudgetTable table;
    private final Till till;

    StoredBudgets(Limits limits, BudgetTable table, Till till) {
        this.limits = limits;
        this.table = table;
        this.till = till;
    }

    @Override
    public Purse open(Spender spender, Request.Allowance own, Breach breach) {
        return open(spender, new StoredPurse(limits, till, spender, own, breach));
    }

    @Override
    public Purse shadow(String runId, String name, Request.Allowance daily) {
        Spender spender = new Spender(runId, runId, null, null, name);
        return open(spender, new StoredPurse(Limits.daily(daily), till, spender, null, Breach.STOP));
    }

    private Purse open(Spender spender, StoredPurse purse) {
        if (!purse.bounds()) {
            return Purse.NONE;
        }
        purses.put(spender.runId(), purse);
        return purse;
    }

    @Override
    public Purse of(String runId) {
        return purses.getOrDefault(runId, Purse.NONE);
    }

    @Override
    public void close(String runId, Purse purse) {
        purses.remove(runId, purse);
    }

    @Override
    public void presume(String rootId) {
        try {
            till.presume(rootId, MOST_DEAD);
        } catch (JournalUnavailable e) {
            throw e.leaving();
        }
    }

    @Override
    public void raise(String rootId, Caller caller, Request.Allowance wanted) {
        Map<Measure, BigDecimal> amounts = Limits.amounts(wanted);
        List<Standing> now = ofRequest(rootId);
        amounts.forEach((measure, amount) -> requireMore(own(now, measure), measure, amount));
        try {
            for (Map.Entry<Measure, BigDecimal> each : amounts.entrySet()) {
                table.raise(own(now, each.getKey()).orElseThrow().account().key(), each.getValue());
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("the budget could not be raised", e);
        }
    }

    private static Optional<Standing> own(List<Standing> standings, Measure measure) {
        return standings.stream()
                .filter(each -> each.account().own() && each.account().measure() == measure)
                .findFirst();
    }

    private static void requireMore(Optional<Standing> now, Measure measure, BigDecimal wanted) {
        if (now.isEmpty()) {
            throw new IllegalArgumentException(
                    "the request has no budget in " + measure.word() + " that could be raised");
        }
        if (wanted.compareTo(now.get().account().limit()) < 0) {
            throw new IllegalArgumentException("is less than the "
                    + now.get().account().limit().stripTrailingZeros().toPlainString()
                    + " that are allowed already; name the new limit in all");
        }
    }

    @Override
    public List<Standing> list(Caller caller, int limit) {
        try {
            return table.list(caller.may(Caller.Scope.ADMIN) ? null : caller.id(), limit);
        } catch (SQLException e) {
            throw new JournalUnavailable("the budgets could not be read", e);
        }
    }

    @Override
    public List<Standing> ofRequest(String rootId) {
        try {
            return table.ofRequest(rootId);
        } catch (SQLException e) {
            throw new JournalUnavailable("the budgets of run " + rootId + " could not be read", e);
        }
    }
}

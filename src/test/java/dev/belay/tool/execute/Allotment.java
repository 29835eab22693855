package dev.belay.tool.execute;

import dev.belay.budget.Account;
import dev.belay.budget.Breach;
import dev.belay.budget.Budgets;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Purse;
import dev.belay.budget.Spent;
import dev.belay.budget.Standing;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// So many tool calls, or as many as one likes. The contract of budgets in memory.
final class Allotment implements Budgets, Purse {
    private final Map<String, Integer> held = new HashMap<>();
    private Integer limit;
    private int spent;
    private int asked;
    volatile Breach breach = Breach.STOP;

    synchronized void allow(int calls) {
        limit = calls;
    }

    synchronized int spent() {
        return spent;
    }

    synchronized int reserved() {
        return held.size();
    }

    /// How often it was asked for a reservation.
    synchronized int asked() {
        return asked;
    }

    /// As another branch would.
    synchronized Grant.Held takenByOthers() {
        return (Grant.Held) reserve(Need.toolCall(), Scopes.SILENT);
    }

    @Override
    public synchronized boolean bounds(Measure measure) {
        return limit != null && measure == Measure.TOOL_CALLS;
    }

    @Override
    public Breach onBreach() {
        return breach;
    }

    @Override
    public synchronized Grant reserve(Need need, Scopes.Scope scope) {
        asked++;
        if (spent + held.size() < limit) {
            String id = "reservation-" + asked;
            held.put(id, 1);
            return new Grant.Held(id, 0, Map.of(Measure.TOOL_CALLS, BigDecimal.ONE));
        }
        var account = new Account(
                Account.Scope.REQUEST, "root", Account.TOTAL, Measure.TOOL_CALLS, "test", BigDecimal.valueOf(limit));
        var standing = new Standing(
                account, BigDecimal.valueOf(spent), BigDecimal.ZERO, BigDecimal.valueOf(held.size()), BigDecimal.ZERO);
        return new Grant.Refused(List.of(standing), spent < limit);
    }

    @Override
    public synchronized void settle(Grant.Held reservation, Spent used, Scopes.Scope scope) {
        Integer mine = held.remove(reservation.id());
        if (mine != null) {
            spent += used.amounts()
                    .getOrDefault(Measure.TOOL_CALLS, BigDecimal.valueOf(mine))
                    .intValueExact();
        }
    }

    @Override
    public Purse of(String runId) {
        return this;
    }

    @Override
    public Purse open(Spender spender, Request.Allowance own, Breach onBreach) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(String runId, Purse purse) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void presume(String rootId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void raise(String rootId, Caller caller, Request.Allowance wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Standing> list(Caller caller, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Standing> ofRequest(String rootId) {
        throw new UnsupportedOperationException();
    }
}

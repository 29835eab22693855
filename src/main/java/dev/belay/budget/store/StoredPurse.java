package dev.belay.budget.store;

import dev.belay.budget.Account;
import dev.belay.budget.Breach;
import dev.belay.budget.Budgets.Spender;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Purse;
import dev.belay.budget.Spent;
import dev.belay.budget.limit.Limits;
import dev.belay.exchange.Request;
import dev.belay.exchange.Scopes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The accounts of one run. Which day and month they are of is looked at each time.
final class StoredPurse implements Purse {
    private final Limits limits;
    private final Till till;
    private final Spender spender;
    private final Request.Allowance own;
    private final Breach breach;
    private final Set<Measure> measures = EnumSet.noneOf(Measure.class);

    StoredPurse(Limits limits, Till till, Spender spender, Request.Allowance own, Breach breach) {
        this.limits = limits;
        this.till = till;
        this.spender = spender;
        this.own = own;
        this.breach = breach;
        accounts().forEach(account -> measures.add(account.measure()));
    }

    boolean bounds() {
        return !measures.isEmpty();
    }

    @Override
    public boolean bounds(Measure measure) {
        return measures.contains(measure);
    }

    @Override
    public Breach onBreach() {
        return breach;
    }

    @Override
    public Grant reserve(Need need, Scopes.Scope scope) {
        List<Account> concerned = accounts().stream()
                .filter(account -> need.parts().containsKey(account.measure()))
                .toList();
        ReserveTable.Answer answer = till.reserve(spender.rootId(), concerned, need);
        answer.usedUp().forEach(standing -> tell(new SettleTable.Reached(standing, 100), scope));
        return answer.grant();
    }

    @Override
    public void settle(Grant.Held held, Spent spent, Scopes.Scope scope) {
        till.settle(held.id(), spent, reached -> tell(reached, scope));
    }

    private List<Account> accounts() {
        return limits.of(spender, own, till.now());
    }

    private void tell(SettleTable.Reached reached, Scopes.Scope scope) {
        scope.announce(reached.by(spender.runId()));
    }
}

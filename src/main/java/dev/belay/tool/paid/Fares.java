package dev.belay.tool.paid;

import dev.belay.budget.Account;
import dev.belay.budget.Breach;
import dev.belay.budget.Budgets;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Patience;
import dev.belay.budget.Purse;
import dev.belay.budget.Spent;
import dev.belay.tool.ToolDoor;

/// Has tool calls set aside before a tool runs, where a budget counts them. What ran counts; what was answered from a
/// record, refused or only asked for does not.
public final class Fares {
    private final Budgets budgets;
    private final Patience patience;

    public Fares(Budgets budgets, Patience patience) {
        this.budgets = budgets;
        this.patience = patience;
    }

    /// Of a call that may come to run a tool. Asks nobody yet.
    public Fare of(String tool, ToolDoor.Bench bench) {
        Purse purse = budgets.of(bench.owner().runId());
        return purse.bounds(Measure.TOOL_CALLS) ? new Counted(tool, purse, bench) : Fare.FREE;
    }

    private final class Counted implements Fare {
        private final String tool;
        private final Purse purse;
        private final ToolDoor.Bench bench;
        private Grant.Held held;
        private boolean begun;

        Counted(String tool, Purse purse, ToolDoor.Bench bench) {
            this.tool = tool;
            this.purse = purse;
            this.bench = bench;
        }

        @Override
        public void take() {
            if (held != null) {
                return;
            }
            Grant grant = patience.reserve(
                    () -> purse.reserve(Need.toolCall(), bench.scope()), bench.deadline(), bench.cancellation());
            switch (grant) {
                case Grant.Held mine -> held = mine;
                case Grant.Refused refused -> throw unaffordable(refused);
            }
        }

        private Unaffordable unaffordable(Grant.Refused refused) {
            boolean own = refused.tight().stream().map(each -> each.account()).allMatch(Account::own);
            return new Unaffordable(
                    tool + " is not called: " + refused.told(),
                    purse.onBreach() == Breach.DEGRADE,
                    own ? Measure.TOOL_CALLS.word() : null);
        }

        @Override
        public void begins() {
            begun = true;
        }

        @Override
        public void giveBack() {
            settle(Spent.NOTHING);
        }

        @Override
        public void close() {
            settle(begun ? Spent.called() : Spent.NOTHING);
        }

        private void settle(Spent spent) {
            if (held != null) {
                Grant.Held mine = held;
                held = null;
                purse.settle(mine, spent, bench.scope());
            }
        }
    }
}

package dev.belay.tool.paid;

import dev.belay.budget.Account;
import dev.belay.budget.Breach;
import dev.belay.budget.Budgets;
import dev.belay.budget.Grant;
import dev.belay.budget.Measure;
import dev.belay.budget.Need;
import dev.belay.budget.Purse;
import dev.belay.budget.Spent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.journal.Entry;
import dev.belay.tool.ToolDoor;
import java.util.List;
import java.util.Set;

/// Has a tool call set aside before it is made, where a budget counts them. What is answered from a record, or refused
/// before anything ran, is given back.
public final class PaidToolDoor implements ToolDoor {
    private final ToolDoor door;
    private final Budgets budgets;

    public PaidToolDoor(ToolDoor door, Budgets budgets) {
        this.door = door;
        this.budgets = budgets;
    }

    @Override
    public List<ToolSpec> specs(List<String> names, Caller caller) {
        return door.specs(names, caller);
    }

    @Override
    public Set<String> reading(List<String> names) {
        return door.reading(names);
    }

    /// @throws ControlFlow.BudgetStopped if no call is left and the policy does not go on without
    @Override
    public ToolResult execute(ToolCall call, long decision, Bench bench) {
        Purse purse = budgets.of(bench.owner().runId());
        if (!purse.bounds(Measure.TOOL_CALLS)) {
            return door.execute(call, decision, bench);
        }
        return switch (purse.reserve(Need.toolCall(), bench.scope())) {
            case Grant.Held held -> paid(purse, held, call, decision, bench);
            case Grant.Refused refused -> refused(purse, refused, call, decision, bench);
        };
    }

    /// A call that ends with an exception may have begun, unless it was kept waiting for a person.
    private ToolResult paid(Purse purse, Grant.Held held, ToolCall call, long decision, Bench bench) {
        Spent spent = Spent.called();
        try {
            ToolResult result = door.execute(call, decision, bench);
            spent = result.source() == ToolResult.Source.EXECUTED ? Spent.called() : Spent.NOTHING;
            return result;
        } catch (ControlFlow.NeedsHuman e) {
            spent = Spent.NOTHING;
            throw e;
        } finally {
            purse.settle(held, spent, bench.scope());
        }
    }

    private static ToolResult refused(Purse purse, Grant.Refused refused, ToolCall call, long decision, Bench bench) {
        String why = call.name() + " is not called: " + refused.told();
        if (purse.onBreach() != Breach.DEGRADE) {
            boolean own = refused.tight().stream().map(each -> each.account()).allMatch(Account::own);
            throw new ControlFlow.BudgetStopped(why, own ? Measure.TOOL_CALLS.word() : null);
        }
        ToolResult no = new ToolResult(call.id(), call.name(), why, ToolResult.Status.ERROR, ToolResult.Source.REFUSED);
        bench.journal().append(new Entry.ToolDone(decision, no, null, null, 0));
        return no;
    }
}

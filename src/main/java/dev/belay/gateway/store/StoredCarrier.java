package dev.belay.gateway.store;

import dev.belay.budget.Budgets;
import dev.belay.budget.Purse;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Scopes;
import dev.belay.gateway.door.CarryOn;
import dev.belay.gateway.undo.Rewinder;
import dev.belay.ledger.EffectLedger;
import dev.belay.run.Explanation;
import dev.belay.run.LiveRun;
import dev.belay.run.takeover.Carrier;
import dev.belay.run.takeover.Taken;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.execute.Recovery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Hands runs that nobody works on to the gateway.
@ApplicationScoped
class StoredCarrier implements Carrier {
    private final CarryOn carryOn;
    private final Rewinder rewinder;
    private final EffectLedger ledger;
    private final People people;
    private final Recovery recovery;
    private final Budgets budgets;

    StoredCarrier(
            CarryOn carryOn,
            Rewinder rewinder,
            EffectLedger ledger,
            People people,
            Recovery recovery,
            Budgets budgets) {
        this.budgets = budgets;
        this.carryOn = carryOn;
        this.rewinder = rewinder;
        this.ledger = ledger;
        this.people = people;
        this.recovery = recovery;
    }

    @Override
    public int room() {
        return carryOn.room();
    }

    @Override
    public Scopes.Scope open(BelayEvent.RunStarted started, Map<String, String> trace) {
        return carryOn.open(started, trace);
    }

    /// Nobody is asked what became of its effects: that may be what kills whoever works on the run.
    @Override
    public void end(LiveRun run, String why) {
        carryOn.end(new OpenRun(run, ledger, people), why);
    }

    @Override
    public Outcome failed(List<Explanation.Effect> effects, String why) {
        return carryOn.failed(effects, why);
    }

    @Override
    public void carryOn(LiveRun run, Taken taken) {
        Runnable back = rewinder.of(run, taken);
        OpenRun open = new OpenRun(run, ledger, people, () -> findOut(run, taken));
        if (back == null) {
            carryOn.carryOn(open, taken, run.fallen(), () -> count(run));
        } else {
            carryOn.carryOn(open, taken, List.of(), () -> {
                count(run);
                back.run();
            });
        }
    }

    /// What a dead process had set aside for the run may have been used.
    private void count(LiveRun run) {
        if (budgets.of(run.id()) != Purse.NONE) {
            budgets.presume(run.rootId());
        }
    }

    private void findOut(LiveRun run, Taken taken) {
        var owner = new ToolDoor.Owner(
                run.id(), run.rootId(), taken.caller(), taken.head().policy());
        recovery.findOut(owner, run.journal(), run.scope());
    }
}

package dev.belay.gateway.store;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Scopes;
import dev.belay.gateway.door.CarryOn;
import dev.belay.gateway.undo.Rewinder;
import dev.belay.ledger.EffectLedger;
import dev.belay.run.LiveRun;
import dev.belay.run.takeover.Carrier;
import dev.belay.run.takeover.Taken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Hands runs that nobody works on to the gateway.
@ApplicationScoped
class StoredCarrier implements Carrier {
    private final CarryOn carryOn;
    private final Rewinder rewinder;
    private final EffectLedger ledger;

    StoredCarrier(CarryOn carryOn, Rewinder rewinder, EffectLedger ledger) {
        this.carryOn = carryOn;
        this.rewinder = rewinder;
        this.ledger = ledger;
    }

    @Override
    public int room() {
        return carryOn.room();
    }

    @Override
    public Scopes.Scope open(BelayEvent.RunStarted started, Map<String, String> trace) {
        return carryOn.open(started, trace);
    }

    @Override
    public void end(LiveRun run, String why) {
        carryOn.end(new OpenRun(run, ledger), why);
    }

    @Override
    public void carryOn(LiveRun run, Taken taken) {
        Runnable back = rewinder.of(run, taken);
        if (back == null) {
            carryOn.carryOn(new OpenRun(run, ledger), taken, run.fallen(), () -> {});
        } else {
            carryOn.carryOn(new OpenRun(run, ledger), taken, List.of(), back);
        }
    }
}

package dev.belay.gateway.store;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Scopes;
import dev.belay.gateway.door.CarryOn;
import dev.belay.ledger.EffectLedger;
import dev.belay.run.LiveRun;
import dev.belay.run.takeover.Carrier;
import dev.belay.run.takeover.Taken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// Hands runs that nobody works on to the gateway.
@ApplicationScoped
class StoredCarrier implements Carrier {
    private final CarryOn carryOn;
    private final EffectLedger ledger;

    StoredCarrier(CarryOn carryOn, EffectLedger ledger) {
        this.carryOn = carryOn;
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
        carryOn.carryOn(new OpenRun(run, ledger), taken, run.fallen());
    }
}

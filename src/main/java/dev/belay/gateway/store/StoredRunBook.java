package dev.belay.gateway.store;

import dev.belay.exchange.Request;
import dev.belay.gateway.RunBook;
import dev.belay.ledger.EffectLedger;
import dev.belay.run.RunRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/// Opens runs in the store of runs.
@ApplicationScoped
class StoredRunBook implements RunBook {
    private final RunRegistry registry;
    private final EffectLedger ledger;
    private final People people;

    StoredRunBook(RunRegistry registry, EffectLedger ledger, People people) {
        this.registry = registry;
        this.ledger = ledger;
        this.people = people;
    }

    @Override
    public Opened open(NewRun wanted) {
        boolean durable = wanted.request().terms().durability() == Request.Durability.JOURNAL;
        var run = new RunRegistry.NewRun(
                wanted.caller(),
                wanted.request(),
                new RunRegistry.Plan(
                        wanted.plan().strategy(),
                        wanted.plan().policy(),
                        durable,
                        wanted.plan().kept()),
                new RunRegistry.Once(wanted.once().bodyHash(), wanted.once().clientRetry()),
                wanted.inbound(),
                wanted.opener()::apply);
        return switch (registry.open(run)) {
            case RunRegistry.Opened.Fresh fresh ->
                new Opened.Fresh(new OpenRun(fresh.run(), ledger, people), fresh.seat());
            case RunRegistry.Opened.Attached attached -> new Opened.Attached(attached.runId(), attached.seat());
            case RunRegistry.Opened.KeyReused reused -> new Opened.KeyReused(reused.runId());
        };
    }
}

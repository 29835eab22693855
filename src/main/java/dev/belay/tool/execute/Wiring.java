package dev.belay.tool.execute;

import dev.belay.journal.fence.Lease;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.ToolSource;
import dev.belay.tool.execute.call.Calls;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/// Puts catalog and executor together. The catalog is read when the application starts, so that a mistake in a
/// tool ends the start.
@ApplicationScoped
class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);

    @Produces
    @Singleton
    ToolCatalog catalog(@All List<ToolSource> sources) {
        return new ToolCatalog(sources);
    }

    @Produces
    @Singleton
    ToolDoor door(ToolCatalog catalog, EffectLedger ledger, Lease lease, Workers workers, Time time, Pause pause) {
        Calls calls = new Calls(workers, time);
        var tools = new EffectRun.Tools(calls, lease, time, pause);
        return new LedgeredToolDoor(
                catalog,
                new PureRun(calls, workers, time),
                new Effects(ledger, workers, tools),
                new TransactedRun(ledger, workers, tools));
    }

    void start(@Observes StartupEvent event, ToolCatalog catalog) {
        LOG.debug(catalog);
    }
}

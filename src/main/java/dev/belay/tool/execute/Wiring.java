package dev.belay.tool.execute;

import dev.belay.approval.Approvals;
import dev.belay.approval.ArgumentCheck;
import dev.belay.approval.ArgumentCheck.Checked;
import dev.belay.journal.fence.Lease;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.ToolSource;
import dev.belay.tool.execute.call.Calls;
import dev.belay.tool.schema.Reading;
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
    EffectRun.Tools tools(Workers workers, Lease lease, Time time, Pause pause) {
        return new EffectRun.Tools(new Calls(workers, time), lease, time, pause);
    }

    @Produces
    @Singleton
    ToolDoor door(
            ToolCatalog catalog, EffectLedger ledger, Approvals approvals, Workers workers, EffectRun.Tools tools) {
        return new LedgeredToolDoor(
                catalog,
                new PureRun(tools.calls(), workers, tools.time()),
                new Effects(ledger, workers, tools),
                new TransactedRun(ledger, workers, tools),
                new Permission(approvals, catalog));
    }

    /// Holds what reviewers write to the schemas that models are held to.
    @Produces
    @Singleton
    ArgumentCheck argumentCheck(ToolCatalog catalog) {
        return (tool, arguments) -> {
            ToolCatalog.Entry entry = catalog.find(tool);
            if (entry == null) {
                return new Checked.Unfit("there is no tool " + tool + " any more");
            }
            return switch (entry.schema().read(arguments)) {
                case Reading.Fit fit -> new Checked.Fit(fit.canonical());
                case Reading.Unfit unfit -> new Checked.Unfit(unfit.problem());
            };
        };
    }

    void start(@Observes StartupEvent event, ToolCatalog catalog) {
        LOG.debug(catalog);
    }
}

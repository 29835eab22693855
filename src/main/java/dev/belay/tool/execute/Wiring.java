package dev.belay.tool.execute;

import dev.belay.approval.Approvals;
import dev.belay.approval.ArgumentCheck;
import dev.belay.approval.ArgumentCheck.Checked;
import dev.belay.budget.Budgets;
import dev.belay.budget.Patience;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.journal.fence.Lease;
import dev.belay.journal.fence.OwnershipConfig;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.ToolSource;
import dev.belay.tool.execute.call.Calls;
import dev.belay.tool.guard.CacheConfig;
import dev.belay.tool.guard.Escalation;
import dev.belay.tool.guard.GuardConfig;
import dev.belay.tool.guard.Guards;
import dev.belay.tool.guard.ResultCache;
import dev.belay.tool.paid.Fares;
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
    Guards guards(GuardConfig config, Time time) {
        return new Guards(config, time);
    }

    @Produces
    @Singleton
    ToolCatalog catalog(@All List<ToolSource> sources, Guards guards) {
        ToolCatalog catalog = new ToolCatalog(sources.stream().map(guards::over).toList());
        guards.check(catalog);
        return catalog.complete();
    }

    @Produces
    @Singleton
    EffectRun.Tools tools(Workers workers, Lease lease, Time time, Pause pause, Guards guards) {
        return new EffectRun.Tools(new Calls(workers, time), workers, lease, time, pause, guards);
    }

    @Produces
    @Singleton
    ToolDoor door(
            ToolCatalog catalog,
            EffectLedger ledger,
            EffectRun.Tools tools,
            Approvals approvals,
            Treatment treatment,
            Fares fares) {
        PureTries tries = new PureTries(tools);
        Permission permission = new Permission(approvals, catalog);
        StandIns standIns = new StandIns(catalog, tools, tries, permission);
        return new LedgeredToolDoor(
                catalog,
                new PureRun(tries, standIns, new ResultCache(treatment.cache(), tools.time()), fares, tools.time()),
                new Effects(ledger, tools, standIns, fares),
                new TransactedRun(ledger, tools, standIns, fares),
                permission,
                new Escalation(treatment.guard().escalateAfter()));
    }

    @Produces
    @Singleton
    Fares fares(Budgets budgets, BudgetsConfig config, Pause pause) {
        return new Fares(budgets, new Patience(config.patience(), pause));
    }

    @Produces
    @Singleton
    Recovery recovery(ToolCatalog catalog, EffectLedger ledger, EffectRun.Tools tools, OwnershipConfig config) {
        return new Recovery(catalog, ledger, tools, config.recovery());
    }

    /// How failing tools are treated.
    record Treatment(GuardConfig guard, CacheConfig cache) {}

    @Produces
    @Singleton
    Treatment treatment(GuardConfig guard, CacheConfig cache) {
        return new Treatment(guard, cache);
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

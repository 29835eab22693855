package dev.belay.model.route;

import dev.belay.budget.Budgets;
import dev.belay.budget.limit.BudgetsConfig;
import dev.belay.health.Health;
import dev.belay.health.HealthConfig;
import dev.belay.model.CallsConfig;
import dev.belay.model.ModelDoor;
import dev.belay.model.Models;
import dev.belay.model.ModelsConfig;
import dev.belay.model.RoutesConfig;
import dev.belay.model.catalog.CallLimits;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.CatalogCheck;
import dev.belay.model.guard.Gates;
import dev.belay.model.wire.ChatClient;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.memory.ByteBudget;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Puts the door together from configuration. A wrong configuration stops the start and names each property at fault.
@ApplicationScoped
class DoorWiring {
    private static final Logger LOG = Logger.getLogger("dev.belay.model");

    @Produces
    @Singleton
    Catalog catalog(ModelsConfig models, RoutesConfig routes, CallsConfig calls) {
        return Catalog.of(models, routes, calls);
    }

    @Produces
    @Singleton
    Gates gates(Catalog catalog, CallsConfig calls, Health health, Time time, HealthConfig config) {
        return new Gates(catalog, calls, health, time, config.probeHold());
    }

    @Produces
    @Singleton
    ChatClient client(CallsConfig calls, Time time, Ids ids, Workers workers) {
        CallsConfig.Limits limits = calls.limits();
        long most = limits.maxAnswersBytes().orElseGet(() -> ByteBudget.ofHeap(16));
        ByteBudget answers = new ByteBudget(Math.max(most, limits.maxAnswerBytes()));
        return new ChatClient(CallLimits.of(limits), limits.connect(), answers, time, ids, workers);
    }

    @Produces
    @Singleton
    RoutedModelDoor.Rhythm rhythm(Pause pause, Time time) {
        return new RoutedModelDoor.Rhythm(pause, time);
    }

    /// What calls are paid from, and how reservations are named.
    record Payment(Budgets budgets, BudgetsConfig config, Ids ids) {}

    @Produces
    @Singleton
    Payment payment(Budgets budgets, BudgetsConfig config, Ids ids) {
        return new Payment(budgets, config, ids);
    }

    @Produces
    @Singleton
    ModelDoor door(
            Catalog catalog,
            ChatClient client,
            Gates gates,
            CallsConfig calls,
            RoutedModelDoor.Rhythm rhythm,
            Payment payment) {
        return new RoutedModelDoor(catalog, client, gates, calls.retry(), payment.ids(), rhythm)
                .paidFrom(payment.budgets(), payment.config());
    }

    @Produces
    @Singleton
    Models models(Catalog catalog, Gates gates) {
        return new ModelsView(catalog, gates);
    }

    /// Checks at start rather than at the first request.
    void check(@Observes StartupEvent start, Models models, ModelsConfig config) {
        models.routes();
        CatalogCheck.hints(config).forEach(LOG::warn);
    }
}

package dev.belay.gateway.door;

import dev.belay.budget.Budgets;
import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Scopes;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.RunBook;
import dev.belay.gateway.admission.Admission;
import dev.belay.gateway.experiment.Trials;
import dev.belay.gateway.load.LoadConfig;
import dev.belay.gateway.load.Places;
import dev.belay.gateway.shadow.Shadows;
import dev.belay.gateway.work.Announcer;
import dev.belay.gateway.work.Launch;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.platform.memory.ByteBudget;
import dev.belay.run.Runs;
import dev.belay.run.session.Sessions;
import dev.belay.strategy.Strategies;
import dev.belay.strategy.Strategy;
import dev.belay.strategy.learned.LearnedOrder;
import dev.belay.strategy.learned.Learner;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Wires the front door.
@ApplicationScoped
class GatewayBeans {
    private final GatewayConfig config;

    GatewayBeans(GatewayConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Announcer announcer(@Identifier("telemetry") Instance<Scopes> telemetry, Event<BelayEvent> observers) {
        Scopes traced = telemetry.isResolvable() ? telemetry.get() : (_, _) -> Scopes.SILENT;
        return new Announcer(traced, observers::fire);
    }

    @Produces
    @Singleton
    Launch launch(
            Strategies strategies, Learner learner, Announcer announcer, Workers workers, Time time, Budgets budgets) {
        Map<String, Strategy> byName = strategies.ids().stream()
                .collect(Collectors.toMap(Function.identity(), id -> new LearnedOrder(strategies.find(id), learner)));
        return new Launch(byName, announcer, workers, time, config.unwind(), budgets);
    }

    @Produces
    @Singleton
    Places places(LoadConfig load) {
        return new Places(new Places.Limits(
                config.maxRuns(),
                load.callerShare(),
                load.queue(),
                load.queueWait(),
                load.maxRunCharacters().orElseGet(() -> ByteBudget.ofHeap(8))));
    }

    @Produces
    @Singleton
    CarryOn carryOn(Admission admission, Trials trials, Launch launch, Runs runs, Places places) {
        return new CarryOn(admission, trials, launch, runs, places);
    }

    @Produces
    @Singleton
    FrontDoor.Before before(Sessions sessions, Trials trials, Shadows shadows) {
        return new FrontDoor.Before(new History(sessions, config.maxHistory()), trials, shadows::beside);
    }

    @Produces
    @Singleton
    Gateway gateway(
            Admission admission, FrontDoor.Before before, RunBook book, Runs runs, Launch launch, Places places) {
        return new FrontDoor(admission, before, book, runs, launch, places);
    }
}

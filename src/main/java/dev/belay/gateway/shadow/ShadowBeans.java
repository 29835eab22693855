package dev.belay.gateway.shadow;

import dev.belay.budget.Budgets;
import dev.belay.gateway.load.Places;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.run.shadow.ShadowJournals;
import dev.belay.statistics.Statistics;
import dev.belay.strategy.voting.rule.VotingConfig;
import dev.belay.tier.Descent;
import dev.belay.tool.ToolCatalog;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the shadows, and drops them when the process is told to stop.
@ApplicationScoped
class ShadowBeans {

    @Produces
    @Singleton
    Comparing comparing(ToolCatalog catalog, VotingConfig votes) {
        return new Comparing(catalog, votes.likeness());
    }

    @Produces
    @Singleton
    Shadow.Means means(Descent descent, ShadowJournals journals, Budgets budgets, Time time, Comparing comparing) {
        return new Shadow.Means(descent::from, journals::open, budgets, time, comparing);
    }

    @Produces
    @Singleton
    Shadows shadows(Shadow.Means means, Places places, Statistics sums, Workers workers) {
        return new Shadows(means, places, sums::shadow, workers);
    }

    void leave(@Observes ShutdownDelayInitiatedEvent begins, Shadows shadows) {
        shadows.leave();
    }

    void end(@Observes @Priority(1) ShutdownEvent end, Shadows shadows) {
        shadows.leave();
    }
}

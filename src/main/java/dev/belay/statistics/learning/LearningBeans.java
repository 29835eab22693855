package dev.belay.statistics.learning;

import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires what is learned.
@ApplicationScoped
class LearningBeans {
    private final LearningConfig config;

    LearningBeans(LearningConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Recollection recollection(Database database, Workers workers, Time time) {
        ExperienceTable table = new ExperienceTable(database);
        return new Recollection(() -> table.read(config.halfLife()), workers, time, config.refresh());
    }

    @Produces
    @Singleton
    Bandit bandit(Ids ids) {
        return new Bandit(
                new Bandit.Terms(
                        config.exploration(),
                        config.elsewhere(),
                        config.latencyWeight(),
                        config.costWeight(),
                        config.qualityWeight()),
                ids::fraction);
    }

    /// So that the first request finds something.
    void begin(@Observes StartupEvent start, Recollection recollection) {
        if (config.order() != LearningConfig.Order.OFF) {
            recollection.now();
        }
    }
}

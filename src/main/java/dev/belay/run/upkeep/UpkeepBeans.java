package dev.belay.run.upkeep;

import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.timer.Recurring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires what keeps the tables small.
@ApplicationScoped
class UpkeepBeans {

    @Produces
    @Singleton
    Recurring pruning(RetentionConfig config, Database database, Time time) {
        return new Pruning(config, database, time);
    }
}

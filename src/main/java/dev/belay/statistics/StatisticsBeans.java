package dev.belay.statistics;

import dev.belay.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires what counts.
@ApplicationScoped
class StatisticsBeans {

    @Produces
    @Singleton
    Tallies tallies() {
        return new Tallies();
    }

    @Produces
    @Singleton
    Statistics statistics(Tallies tallies, Database database) {
        return new Statistics(tallies, new StatisticTable(database));
    }
}

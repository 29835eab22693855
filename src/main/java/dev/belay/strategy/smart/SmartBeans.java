package dev.belay.strategy.smart;

import dev.belay.statistics.learning.Recollection;
import dev.belay.tier.Tiers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the routing.
@ApplicationScoped
class SmartBeans {

    @Produces
    @Singleton
    Routing routing(SmartConfig config, Recollection recollection, Tiers tiers) {
        return new Routing(config, recollection::now, tiers::live);
    }
}

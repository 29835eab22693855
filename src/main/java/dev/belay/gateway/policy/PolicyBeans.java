package dev.belay.gateway.policy;

import dev.belay.gateway.Known;
import dev.belay.model.Models;
import dev.belay.statistics.alert.LiveWays;
import dev.belay.strategy.Strategy;
import dev.belay.tier.Tiers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the policies and what may be asked for.
@ApplicationScoped
class PolicyBeans {

    @Produces
    @Singleton
    Policies policies(PoliciesConfig config) {
        return new Policies(config.policies());
    }

    @Produces
    @Singleton
    LiveWays ways(Policies policies, Models models, Tiers tiers) {
        return new PolicyWays(policies, models::modelsOf, tiers::asking);
    }

    @Produces
    @Singleton
    Menu menu(Known known, Policies policies, @Any Instance<Strategy> strategies) {
        return new Menu(
                known, policies, strategies.stream().map(Strategy::id).sorted().toList());
    }
}

package dev.belay.strategy.learned;

import dev.belay.statistics.learning.Bandit;
import dev.belay.statistics.learning.LearningConfig;
import dev.belay.statistics.learning.Recollection;
import dev.belay.tier.Tiers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the learned order.
@ApplicationScoped
class LearnedBeans {

    @Produces
    @Singleton
    Learner learner(LearningConfig config, Bandit bandit, Recollection recollection, Tiers tiers) {
        return new Learner(config.order(), bandit, recollection::now, tiers::live);
    }
}

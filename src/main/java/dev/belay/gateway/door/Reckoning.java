package dev.belay.gateway.door;

import dev.belay.gateway.experiment.ExperimentsConfig;
import dev.belay.gateway.experiment.ExperimentsConfig.ExperimentConfig;
import dev.belay.gateway.policy.Asker;
import dev.belay.gateway.policy.MostCalls;
import dev.belay.gateway.policy.Panel;
import dev.belay.gateway.policy.Policies;
import dev.belay.model.CallsConfig;
import dev.belay.model.embedding.EmbeddingCheck;
import dev.belay.model.embedding.EmbeddingConfig;
import dev.belay.strategy.voting.rule.VotingConfig;
import dev.belay.tier.Tiers;
import dev.belay.tier.TiersConfig;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Reckons from the configuration how many calls to providers a request can cause.
public final class Reckoning {
    private Reckoning() {}

    /// @param asking ids of the tiers that ask models and can be tried: the candidate of an experiment has no others
    /// @param perAsk the most calls that asking a route once can cause; 0 for one that does not exist
    public static MostCalls of(
            SmallRyeConfig config, Policies policies, List<String> asking, ToIntFunction<String> perAsk) {
        TiersConfig.Agent limits = config.getConfigMapping(TiersConfig.class).agent();
        VotingConfig voting = config.getConfigMapping(VotingConfig.class);
        boolean embedding = EmbeddingCheck.configured(config.getConfigMapping(EmbeddingConfig.class));
        int tries =
                embedding ? config.getConfigMapping(CallsConfig.class).retry().attempts() : 0;
        Map<String, ExperimentConfig> experiments =
                config.getConfigMapping(ExperimentsConfig.class).experiments();
        Stream<Asker> usual = policies.all().stream().map(policy -> new Asker(policy.name(), null, policy.route()));
        Stream<Asker> candidates = experiments.entrySet().stream()
                .flatMap(one -> one.getValue().candidate().asked().stream()
                        .map(route -> new Asker(one.getValue().policy(), one.getKey(), route)));
        return new MostCalls(
                Stream.concat(usual, candidates).toList(),
                asking.stream()
                        .map(id -> Tiers.bound(id, limits, key -> config.getOptionalValue(key, Integer.class)))
                        .toList(),
                policy -> Panel.of(voting, policy, tries),
                perAsk);
    }
}

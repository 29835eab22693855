package dev.belay.gateway.policy;

import dev.belay.exchange.health.Subject;
import dev.belay.statistics.alert.LiveWays;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Which models and tiers answer the requests of each policy, unless they name others themselves.
final class PolicyWays implements LiveWays {
    private final Policies policies;
    private final Function<String, List<String>> models;
    private final UnaryOperator<List<String>> tiers;

    /// @param models ids of those that a route asks
    /// @param tiers those of a policy's chain that ask models
    PolicyWays(Policies policies, Function<String, List<String>> models, UnaryOperator<List<String>> tiers) {
        this.policies = policies;
        this.models = models;
        this.tiers = tiers;
    }

    /// What is tried, in whatever order.
    private record Means(List<Subject> models, List<Subject> tiers) {}

    @Override
    public List<Way> all() {
        Map<Means, List<String>> byMeans = new LinkedHashMap<>();
        for (Policy policy : policies.all()) {
            byMeans.computeIfAbsent(means(policy), _ -> new ArrayList<>()).add(policy.name());
        }
        return byMeans.entrySet().stream()
                .map(way -> new Way(
                        way.getValue(), way.getKey().models(), way.getKey().tiers()))
                .toList();
    }

    private Means means(Policy policy) {
        return new Means(
                models.apply(policy.route()).stream()
                        .sorted()
                        .map(Subject::model)
                        .toList(),
                tiers.apply(policy.use().tiers()).stream()
                        .sorted()
                        .map(Subject::tier)
                        .toList());
    }
}

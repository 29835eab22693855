package dev.belay.gateway.policy;

import java.util.List;
import java.util.function.ToIntFunction;

/// The most calls to providers that one model decision of a request can cause. How many decisions a request takes is
/// for the model to say, within the turns of its tiers; what a decision may cost is for the configuration: each tier
/// that asks a model asks the policy's route once, and whatever one of them has decided is not asked of the next.
///
/// @param tiers those that ask models, also those that only a request puts in its order
/// @param perTier the most calls that asking the route once can cause
public record UpstreamCalls(String policy, String route, List<String> tiers, int perTier) {
    public UpstreamCalls {
        tiers = List.copyOf(tiers);
    }

    /// Of each policy.
    ///
    /// @param tiers those that ask models and can be tried
    /// @param mostCalls the most calls of a route; 0 for one that does not exist
    public static List<UpstreamCalls> of(Policies policies, List<String> tiers, ToIntFunction<String> mostCalls) {
        return policies.all().stream()
                .map(policy ->
                        new UpstreamCalls(policy.name(), policy.route(), tiers, mostCalls.applyAsInt(policy.route())))
                .toList();
    }

    public int most() {
        return tiers.size() * perTier;
    }

    /// How the number comes about.
    public String arithmetic() {
        return tiers.size() + " tiers (" + String.join(", ", tiers) + ") × " + perTier + " calls of route " + route
                + " = " + most();
    }
}

package dev.belay.gateway.policy;

import dev.belay.tier.Tiers;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// How many calls to providers the configuration lets a decision, and a request, cause at most.
///
/// @param tiers those that ask models and can be tried
/// @param panels who votes, by name of the policy
/// @param perAsk the most calls that asking a route once can cause; 0 for one that does not exist
public record MostCalls(
        List<Asker> askers, List<Tiers.Bound> tiers, Function<String, Panel> panels, ToIntFunction<String> perAsk) {

    public List<UpstreamCalls> ofDecisions() {
        List<String> ids = tiers.stream().map(Tiers.Bound::id).toList();
        return askers.stream()
                .map(asker ->
                        new UpstreamCalls(asker, ids, panels.apply(asker.policy()), perAsk.applyAsInt(asker.route())))
                .toList();
    }

    public List<RequestCalls> ofRequests() {
        return askers.stream()
                .map(asker ->
                        new RequestCalls(asker, tiers, panels.apply(asker.policy()), perAsk.applyAsInt(asker.route())))
                .toList();
    }
}

package dev.belay.gateway.policy;

import dev.belay.tier.Tiers;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// The most calls to providers that a whole request can cause in one process: each tier of its chain may be begun
/// anew when its framework breaks, takes at most so many turns each time, and may have one corrective turn in each. A
/// run that another process takes over, or that is resumed, begins to count anew.
///
/// @param tiers those that ask models, also those that only a request puts in its order
/// @param perAsk the most calls that asking the route once can cause
public record RequestCalls(String policy, String route, List<Tiers.Bound> tiers, int perAsk) {
    private static final int ASKS_A_TURN = 2;

    public RequestCalls {
        tiers = List.copyOf(tiers);
    }

    /// Of each policy.
    ///
    /// @param mostCalls the most calls of a route; 0 for one that does not exist
    public static List<RequestCalls> of(Policies policies, List<Tiers.Bound> tiers, ToIntFunction<String> mostCalls) {
        return policies.all().stream()
                .map(policy ->
                        new RequestCalls(policy.name(), policy.route(), tiers, mostCalls.applyAsInt(policy.route())))
                .toList();
    }

    public long most() {
        return tiers.stream()
                .mapToLong(tier -> (long) tier.attempts() * tier.turns() * ASKS_A_TURN * perAsk)
                .sum();
    }

    /// How the number comes about.
    public String arithmetic() {
        String turns = tiers.stream()
                .map(tier -> tier.id() + " " + tier.attempts() + " × " + tier.turns())
                .collect(Collectors.joining(" + "));
        return "(" + turns + ") attempts × turns, × " + ASKS_A_TURN + " with a corrective turn in each, × " + perAsk
                + " calls of route " + route + " = " + most();
    }
}

package dev.belay.gateway.admission;

import dev.belay.gateway.Known;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.UpstreamCalls;
import dev.belay.platform.ConfigCheck.Problem;
import java.util.List;
import java.util.function.ToIntFunction;

/// Holds every policy to a limit on the calls that one model decision can cause.
///
/// @param limit the most calls that are allowed
public record CallBound(int limit) {
    static final String PROPERTY = "belay.gateway.max-calls-per-decision";

    /// @param mostCalls the most calls that asking a route once can cause
    public List<Problem> problems(Known known, Policies policies, ToIntFunction<String> mostCalls) {
        return UpstreamCalls.of(policies, asking(known), mostCalls).stream()
                .filter(calls -> calls.most() > limit)
                .map(calls -> new Problem(
                        PROPERTY,
                        "a model decision of the policy \"" + calls.policy() + "\" can cause " + calls.arithmetic()
                                + " calls to providers, and " + limit + " are allowed; shorten the route, lower"
                                + " belay.calls.retry.attempts, switch a tier off, or raise this limit"))
                .toList();
    }

    /// The tiers that ask models are those that have a breaker.
    public static List<String> asking(Known known) {
        return known.tiers().stream()
                .filter(tier -> tier.missing() == null && tier.breaker() != null)
                .map(Known.TierStatus::id)
                .toList();
    }
}

package dev.belay.gateway.admission;

import dev.belay.gateway.Known;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.RequestCalls;
import dev.belay.gateway.policy.UpstreamCalls;
import dev.belay.platform.ConfigCheck.Problem;
import dev.belay.tier.Tiers;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Holds every policy to limits on the calls that one model decision, and a whole request, can cause.
///
/// @param perDecision the most calls that are allowed for one decision
/// @param perRequest the most for a request
public record CallBound(int perDecision, int perRequest) {
    private static final String CAN_CAUSE = "\" can cause ";

    /// @param bound how far a tier may go
    /// @param mostCalls the most calls that asking a route once can cause
    public List<Problem> problems(
            Known known, Policies policies, Function<String, Tiers.Bound> bound, ToIntFunction<String> mostCalls) {
        List<String> asking = asking(known);
        return Stream.concat(
                        UpstreamCalls.of(policies, asking, mostCalls).stream()
                                .filter(calls -> calls.most() > perDecision)
                                .map(this::problem),
                        RequestCalls.of(policies, asking.stream().map(bound).toList(), mostCalls).stream()
                                .filter(calls -> calls.most() > perRequest)
                                .map(this::problem))
                .toList();
    }

    private Problem problem(UpstreamCalls calls) {
        return new Problem(
                "belay.gateway.max-calls-per-decision",
                "a model decision of the policy \"" + calls.policy() + CAN_CAUSE + calls.arithmetic()
                        + " calls to providers, and " + perDecision + " are allowed; shorten the route, lower"
                        + " belay.calls.retry.attempts, switch a tier off, or raise this limit");
    }

    private Problem problem(RequestCalls calls) {
        return new Problem(
                "belay.gateway.max-calls-per-request",
                "a request of the policy \"" + calls.policy() + CAN_CAUSE + calls.arithmetic()
                        + " calls to providers, and " + perRequest + " are allowed; shorten the route, lower"
                        + " belay.calls.retry.attempts or belay.tiers.agent.max-turns, switch a tier off, or raise this"
                        + " limit");
    }

    /// The tiers that ask models are those that have a breaker.
    public static List<String> asking(Known known) {
        return known.tiers().stream()
                .filter(tier -> tier.missing() == null && tier.breaker() != null)
                .map(Known.TierStatus::id)
                .toList();
    }
}

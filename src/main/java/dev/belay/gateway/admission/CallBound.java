package dev.belay.gateway.admission;

import dev.belay.gateway.Known;
import dev.belay.gateway.policy.MostCalls;
import dev.belay.gateway.policy.RequestCalls;
import dev.belay.gateway.policy.UpstreamCalls;
import dev.belay.platform.ConfigCheck.Problem;
import java.util.List;
import java.util.stream.Stream;

/// Holds every policy to limits on the calls that one model decision, and a whole request, can cause.
///
/// @param perDecision the most calls that are allowed for one decision
/// @param perRequest the most for a request
public record CallBound(int perDecision, int perRequest) {
    private static final String CAN_CAUSE = ") can cause ";

    public List<Problem> problems(MostCalls calls) {
        return Stream.concat(
                        calls.ofDecisions().stream()
                                .filter(one -> one.most() > perDecision)
                                .map(this::problem),
                        calls.ofRequests().stream()
                                .filter(one -> one.most() > perRequest)
                                .map(this::problem))
                .toList();
    }

    private Problem problem(UpstreamCalls calls) {
        return new Problem(
                "belay.gateway.max-calls-per-decision",
                "a model decision (" + calls.asker().told() + CAN_CAUSE + calls.arithmetic()
                        + " calls to providers, and " + perDecision + " are allowed; shorten the route, lower"
                        + " belay.calls.retry.attempts, switch a tier off, have fewer personas vote, or raise this"
                        + " limit");
    }

    private Problem problem(RequestCalls calls) {
        return new Problem(
                "belay.gateway.max-calls-per-request",
                "a request (" + calls.asker().told() + " by " + calls.strategy() + CAN_CAUSE + calls.arithmetic()
                        + " calls to providers, and " + perRequest + " are allowed; shorten the route, lower"
                        + " belay.calls.retry.attempts or belay.tiers.agent.max-turns, switch a tier off, have fewer"
                        + " personas vote, or raise this limit");
    }

    /// The tiers that ask models are those that have a breaker.
    public static List<String> asking(Known known) {
        return known.tiers().stream()
                .filter(tier -> tier.missing() == null && tier.breaker() != null)
                .map(Known.TierStatus::id)
                .toList();
    }
}

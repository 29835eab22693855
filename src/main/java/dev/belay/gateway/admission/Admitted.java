package dev.belay.gateway.admission;

import dev.belay.exchange.Request;
import dev.belay.gateway.policy.Policy;
import java.time.Duration;
import java.util.List;

/// A request that may be worked on, with nothing left open.
///
/// @param request with everything that the policy filled in; its durability and deadline are set
/// @param strategy name of an existing strategy
/// @param tiers ids of existing tiers, at least one
/// @param acts whether a tool with an effect is offered
/// @param kept whether somebody may come back to the run, so that it goes on when its caller hangs up
public record Admitted(
        Request request, Policy policy, String strategy, List<String> tiers, boolean acts, boolean kept) {

    public boolean journaled() {
        return request.terms().durability() == Request.Durability.JOURNAL;
    }

    public Duration deadline() {
        return request.terms().deadline();
    }

    public Duration reserve() {
        return policy.times().reserveOf(deadline());
    }

    /// The same, with what was said before in its session in front.
    public Admitted with(Request.Conversation conversation) {
        Request whole = new Request(conversation, request.tools(), request.way(), request.terms());
        return new Admitted(whole, policy, strategy, tiers, acts, kept);
    }
}

package dev.belay.gateway.policy;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.gateway.Known;
import dev.belay.gateway.Refusal;
import dev.belay.platform.text.Listed;
import java.util.List;
import java.util.stream.Stream;

/// What a request may ask for by name, for edges that list it or have to understand a name.
public final class Menu {
    private final Known known;
    private final Policies policies;
    private final List<String> strategies;

    /// @param strategies names of the strategies that exist
    public Menu(Known known, Policies policies, List<String> strategies) {
        this.known = known;
        this.policies = policies;
        this.strategies = List.copyOf(strategies);
    }

    /// Names that `model` may have on `/v1`: policies, then models.
    public List<String> names() {
        return Stream.concat(policies.names().stream(), known.models().stream())
                .distinct()
                .toList();
    }

    public boolean isPolicy(String name) {
        return policies.find(name).isPresent();
    }

    public List<String> strategies() {
        return strategies;
    }

    /// Understands a name that is either a policy or a model. A policy of the same name comes first.
    ///
    /// @throws Refusal if it is neither
    public Request.Way way(String name, List<String> tierOrder) {
        if (policies.find(name).isPresent()) {
            return new Request.Way(name, null, null, tierOrder);
        }
        if (known.models().contains(name)) {
            return new Request.Way(null, name, null, tierOrder);
        }
        throw new Refusal(
                Refusal.Kind.UNKNOWN,
                "model",
                "there is no model \"" + name + "\"; there are: " + Listed.near(name, names()));
    }

    /// The tools this caller may use.
    public List<Known.Tool> tools(Caller caller) {
        return known.tools().stream().filter(tool -> caller.mayUse(tool.name())).toList();
    }

    /// Ids of the tiers that can be tried, in their default order.
    public List<String> order() {
        return known.tierOrder();
    }

    public List<Known.TierStatus> tiers() {
        return known.tiers();
    }

    /// Whether a request, with what its policy adds, offers a tool that does more than read.
    public boolean offersEffects(Request request) {
        List<String> named = request.tools().server();
        List<String> offered = !named.isEmpty() || request.way().policy() == null
                ? named
                : policies.find(request.way().policy())
                        .map(policy -> policy.use().tools())
                        .orElse(List.of());
        return known.tools().stream().anyMatch(tool -> tool.hasEffect() && offered.contains(tool.name()));
    }
}

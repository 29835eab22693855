package dev.belay.gateway.admission;

import dev.belay.exchange.BelayEvent.Task;
import dev.belay.exchange.message.Expected;
import dev.belay.gateway.Known;
import dev.belay.gateway.policy.Policies;
import dev.belay.gateway.policy.Policy;
import dev.belay.platform.ConfigCheck.Problem;
import dev.belay.platform.text.LinearPattern;
import dev.belay.strategy.Strategies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Finds policies that name what does not exist, before a request does.
public final class PolicyCheck {
    private final Known known;
    private final List<String> strategies;

    public PolicyCheck(Known known, List<String> strategies) {
        this.known = known;
        this.strategies = strategies;
    }

    /// Everything that is wrong; empty if all is well.
    public List<Problem> problems(Policies policies) {
        List<Problem> problems = withoutTools(policies);
        List<String> tools = known.tools().stream().map(Known.Tool::name).toList();
        for (Policy policy : policies.all()) {
            for (int i = 0; i < policy.use().tools().size(); i++) {
                exists(
                        prefix(policy) + "tools[" + i + "]",
                        "tool",
                        policy.use().tools().get(i),
                        tools,
                        problems);
            }
        }
        return problems;
    }

    /// The same without a look at tools, for when it is not known yet which there are.
    public List<Problem> withoutTools(Policies policies) {
        List<Problem> problems = new ArrayList<>();
        policies.all().forEach(policy -> check(policy, problems));
        return problems;
    }

    /// Kinds of tasks whose strategy does not exist.
    public List<Problem> kinds(Map<String, String> kinds) {
        List<Problem> problems = new ArrayList<>();
        kinds.forEach((kind, strategy) -> strategy("belay.strategies.by-kind." + kind, strategy, problems));
        return problems;
    }

    /// Kinds of tasks for which a tier is named, though no request can be of that kind.
    ///
    /// @param named kinds for which a tier is tried first
    /// @param kinds that requests may name
    public List<Problem> firsts(Set<String> named, Set<String> kinds) {
        List<Problem> problems = new ArrayList<>();
        List<String> all =
                Stream.concat(kinds.stream(), Task.FORMS.stream()).sorted().toList();
        named.forEach(kind -> exists("belay.strategies.smart.first.by-kind." + kind, "kind", kind, all, problems));
        return problems;
    }

    private void check(Policy policy, List<Problem> problems) {
        String prefix = prefix(policy);
        strategy(prefix + "strategy", policy.strategy(), problems);
        if (!policy.route().equals("default")) { // which is not there until a model is configured
            exists(prefix + "route", "route", policy.route(), known.routes(), problems);
        }
        List<String> tiers = policy.use().tiers();
        for (int i = 0; i < tiers.size(); i++) {
            String problem = Admission.problem(known, tiers.get(i));
            if (problem != null) {
                problems.add(new Problem(prefix + "tiers[" + i + "]", problem));
            }
        }
        Policy.Times times = policy.times();
        if (!times.deadline().isPositive() || times.deadline().compareTo(times.longest()) > 0) {
            problems.add(new Problem(prefix + "deadline", "must be positive and at most max-deadline"));
        }
        policy.use().expected().ifPresent(expected -> expected(prefix + "validate.", expected, problems));
        if (times.reserve().isNegative()) {
            problems.add(new Problem(prefix + "reserve", "must not be negative"));
        }
        if (policy.delivery().streaming().window() < 1) {
            problems.add(new Problem(prefix + "streaming-window", "must be more than 0"));
        }
    }

    private static void expected(String prefix, Expected expected, List<Problem> problems) {
        if (expected.pattern() != null) {
            try {
                LinearPattern.of(expected.pattern());
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(prefix + "pattern", e.getMessage()));
            }
        }
        int least = expected.minChars() == null ? 0 : expected.minChars();
        if (least < 0 || expected.maxChars() != null && expected.maxChars() < Math.max(1, least)) {
            problems.add(new Problem(prefix + "max-chars", "must be more than 0 and not less than min-chars"));
        }
    }

    private void strategy(String property, String asked, List<Problem> problems) {
        exists(property, "strategy", Strategies.named(asked), strategies, problems);
    }

    private static String prefix(Policy policy) {
        return "belay.policies.\"" + policy.name() + "\".";
    }

    private static void exists(
            String property, String kind, String name, List<String> existing, List<Problem> problems) {
        if (!existing.contains(name)) {
            problems.add(new Problem(property, Admission.none(kind, name, existing)));
        }
    }
}

package dev.belay.gateway.experiment;

import dev.belay.gateway.Known;
import dev.belay.gateway.experiment.ExperimentsConfig.Candidate;
import dev.belay.gateway.experiment.ExperimentsConfig.ExperimentConfig;
import dev.belay.gateway.experiment.ExperimentsConfig.Kind;
import dev.belay.gateway.policy.Policies;
import dev.belay.platform.ConfigCheck.Problem;
import dev.belay.platform.text.Decimals;
import dev.belay.tier.Tiers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds experiments that name what does not exist, or that cannot be told apart, before a request does.
public final class ExperimentsCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Known known;
    private final Policies policies;
    private final List<Problem> problems = new ArrayList<>();

    private ExperimentsCheck(Known known, Policies policies) {
        this.known = known;
        this.policies = policies;
    }

    /// Everything that is wrong; empty if all is well.
    public static List<Problem> problems(ExperimentsConfig config, Known known, Policies policies) {
        ExperimentsCheck check = new ExperimentsCheck(known, policies);
        Map<String, String> byPolicy = new HashMap<>();
        config.experiments().forEach((name, experiment) -> {
            String property = "belay.experiments." + name;
            check.look(property + ".", experiment);
            if (!NAME.matcher(name).matches()) {
                check.wrong(property, "a name holds letters, digits, _ and -, at most 64");
            }
            String other = byPolicy.put(experiment.policy(), name);
            if (other != null) {
                check.wrong(property + ".policy", "the policy takes part in the experiment " + other + " already");
            }
        });
        return check.problems;
    }

    private void look(String prefix, ExperimentConfig experiment) {
        if (policies.find(experiment.policy()).isEmpty()) {
            wrong(prefix + "policy", "there is no policy \"" + experiment.policy() + "\"");
        }
        double last = 0;
        for (double percent : experiment.steps().orElse(List.of(experiment.percent()))) {
            if (percent <= last || percent > 100) {
                wrong(
                        prefix + (experiment.steps().isPresent() ? "steps" : "percent"),
                        "must be more than " + last + " and at most 100");
            }
            last = percent;
        }
        if (experiment.leastRuns() < 1 || experiment.stepRuns() < experiment.leastRuns()) {
            wrong(prefix + "step-runs", "must be at least least-runs, and that at least 1");
        }
        if (experiment.tolerance() < 0 || experiment.tolerance() > 1) {
            wrong(prefix + "tolerance", "must be from 0 to 1");
        }
        if (!Set.of(90, 95, 99).contains(experiment.confidence())) {
            wrong(prefix + "confidence", "must be 90, 95 or 99");
        }
        candidate(prefix + "candidate", experiment.candidate());
        if (experiment.kind() == Kind.SHADOW) {
            shadow(prefix, experiment);
        }
    }

    private void shadow(String prefix, ExperimentConfig experiment) {
        ExperimentsConfig.Shadow shadow = experiment.shadow();
        if (experiment.steps().isPresent()) {
            wrong(prefix + "steps", "a shadow takes nobody's place, so it has no steps");
        }
        experiment.candidate().tiers().orElse(List.of()).stream()
                .filter(tier -> Tiers.KNOWN.contains(tier) && !Tiers.asksModel(tier))
                .forEach(tier -> wrong(prefix + "candidate.tiers", "the tier \"" + tier + "\" asks no model"));
        if (shadow.maxConcurrent() < 1 || shadow.maxConcurrent() > 64) {
            wrong(prefix + "shadow.max-concurrent", "must be from 1 to 64");
        }
        if (!shadow.deadline().isPositive() || shadow.deadline().compareTo(LONGEST) > 0) {
            wrong(prefix + "shadow.deadline", "must be more than 0 and at most " + LONGEST.toMinutes() + " min");
        }
        if (shadow.tokensPerDay() < 1) {
            wrong(prefix + "shadow.tokens-per-day", "must be more than 0");
        }
        if (shadow.usdPerDay().filter(usd -> usd.signum() <= 0).isPresent()) {
            wrong(prefix + "shadow.usd-per-day", "must be more than 0");
        }
        if (!shadow.usdPerDay().map(Decimals::bounded).orElse(true)) {
            wrong(prefix + "shadow.usd-per-day", Decimals.TOO_LONG);
        }
    }

    private void candidate(String prefix, Candidate candidate) {
        boolean nothing = candidate.tiers().isEmpty()
                && candidate.route().isEmpty()
                && candidate.model().isEmpty()
                && candidate.systemPrompt().isEmpty();
        if (nothing) {
            wrong(prefix, "needs tiers, route, model or system-prompt");
        }
        if (candidate.route().isPresent() && candidate.model().isPresent()) {
            wrong(prefix + ".model", "must not be there together with route");
        }
        candidate.tiers().orElse(List.of()).stream()
                .filter(tier -> !known.tierOrder().contains(tier) && !switchedOn(tier))
                .forEach(tier -> wrong(prefix + ".tiers", "there is no tier \"" + tier + "\" that can be tried"));
        candidate
                .route()
                .filter(route -> !known.routes().contains(route))
                .ifPresent(route -> wrong(prefix + ".route", "there is no route \"" + route + "\""));
        candidate
                .model()
                .filter(model -> !known.models().contains(model))
                .ifPresent(model -> wrong(prefix + ".model", "there is no model \"" + model + "\""));
    }

    private boolean switchedOn(String tier) {
        return known.tiers().stream().anyMatch(status -> status.id().equals(tier) && status.missing() == null);
    }

    private void wrong(String property, String what) {
        problems.add(new Problem(property, what));
    }
}

package dev.belay.strategy.smart;

import dev.belay.platform.ConfigCheck;
import dev.belay.tier.Tiers;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;

/// Looks at the thresholds and the tiers before anything starts: a tier that answers without a model is never first.
public final class SmartCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(SmartConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        SmartConfig smart = config.getConfigMapping(SmartConfig.class);
        List<Problem> problems = new ArrayList<>();
        tier("simple", smart.first().simple(), problems);
        tier("medium", smart.first().medium(), problems);
        tier("complex", smart.first().complex(), problems);
        smart.first().byKind().forEach((kind, tier) -> tier("by-kind." + kind, tier, problems));
        notNegative("simple-tools", smart.simpleTools(), problems);
        notNegative("medium-tools", smart.mediumTools(), problems);
        notNegative("medium-characters", smart.mediumCharacters(), problems);
        notNegative("structured-lines", smart.structuredLines(), problems);
        notNegative("schema-fields", smart.schemaFields(), problems);
        notNegative("costly-tokens", smart.costlyTokens(), problems);
        notNegative("costly-attempts", smart.costlyAttempts(), problems);
        return problems;
    }

    private static void tier(String task, String tier, List<Problem> problems) {
        String property = "first." + task;
        if (!Tiers.KNOWN.contains(tier)) {
            problems.add(problem(
                    property, "there is no tier \"" + tier + "\"; there are: " + String.join(", ", Tiers.KNOWN)));
        } else if (!Tiers.asksModel(tier)) {
            problems.add(problem(property, "must be a tier that asks models"));
        }
    }

    private static void notNegative(String property, int value, List<Problem> problems) {
        if (value < 0) {
            problems.add(problem(property, "must not be negative"));
        }
    }

    private static Problem problem(String property, String what) {
        return new Problem("belay.strategies.smart." + property, what);
    }
}

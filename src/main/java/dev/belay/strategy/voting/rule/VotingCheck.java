package dev.belay.strategy.voting.rule;

import dev.belay.platform.ConfigCheck;
import dev.belay.tier.Tiers;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Has the settings of votes looked at before anything starts.
public final class VotingCheck implements ConfigCheck {
    private static final String PREFIX = "belay.strategies.voting.";

    @Override
    public List<Class<?>> mappings() {
        return List.of(VotingConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        VotingConfig voting = config.getConfigMapping(VotingConfig.class);
        Findings found = new Findings(voting, new ArrayList<>());
        found.least(PREFIX + "max-workers", voting.maxWorkers());
        found.least(PREFIX + "min-consensus", voting.minConsensus());
        found.least(PREFIX + "max-acts", voting.maxActs());
        found.least(PREFIX + "max-rounds", voting.maxRounds());
        found.share(PREFIX + "likeness", voting.likeness());
        found.share(PREFIX + "similarity", voting.similarity());
        found.share(PREFIX + "threshold", voting.threshold());
        voting.panel().ifPresent(panel -> found.panel(PREFIX + "panel", panel));
        if (voting.closing().isNegative()) {
            found.problems().add(new Problem(PREFIX + "closing", "must not be negative"));
        }
        voting.personas().forEach(found::persona);
        voting.policies().forEach(found::policy);
        return found.problems();
    }

    private record Findings(VotingConfig voting, List<Problem> problems) {

        void least(String property, int value) {
            if (value < 1) {
                problems.add(new Problem(property, "must be more than 0"));
            }
        }

        void share(String property, double value) {
            if (!(value > 0 && value <= 1)) {
                problems.add(new Problem(property, "must be more than 0 and at most 1"));
            }
        }

        void panel(String property, List<String> panel) {
            panel.stream()
                    .filter(name -> !voting.personas().containsKey(name))
                    .forEach(name -> problems.add(new Problem(
                            property, "there is no persona \"" + name + "\" under " + PREFIX + "personas")));
            if (new HashSet<>(panel).size() < panel.size()) {
                problems.add(new Problem(property, "names a persona twice"));
            }
        }

        void persona(String name, VotingConfig.Persona persona) {
            String prefix = PREFIX + "personas.\"" + name + "\".";
            persona.temperature()
                    .filter(it -> !(it >= 0 && it <= 2))
                    .ifPresent(_ -> problems.add(new Problem(prefix + "temperature", "must be from 0 to 2")));
            persona.tier()
                    .filter(tier -> !Tiers.KNOWN.contains(tier) || !Tiers.asksModel(tier))
                    .ifPresent(tier ->
                            problems.add(new Problem(prefix + "tier", "\"" + tier + "\" is no tier that asks models")));
        }

        void policy(String name, VotingConfig.Override own) {
            String prefix = PREFIX + "policies.\"" + name + "\".";
            own.maxWorkers().ifPresent(value -> least(prefix + "max-workers", value));
            own.minConsensus().ifPresent(value -> least(prefix + "min-consensus", value));
            own.maxActs().ifPresent(value -> least(prefix + "max-acts", value));
            own.maxRounds().ifPresent(value -> least(prefix + "max-rounds", value));
            own.likeness().ifPresent(value -> share(prefix + "likeness", value));
            own.similarity().ifPresent(value -> share(prefix + "similarity", value));
            own.threshold().ifPresent(value -> share(prefix + "threshold", value));
            own.panel().ifPresent(value -> panel(prefix + "panel", value));
        }
    }
}

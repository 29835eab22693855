package dev.belay.gateway.door;

import dev.belay.platform.ConfigCheck;
import dev.belay.tier.Tiers;
import dev.belay.tier.TiersConfig;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Has the order of the tiers and the limits of their attempts looked at before anything starts. Whether a tier is in
/// this build is only known when it has started.
public final class TiersCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(TiersConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        TiersConfig tiers = config.getConfigMapping(TiersConfig.class);
        List<Problem> problems = new ArrayList<>();
        order(tiers, problems);
        for (String id : tiers.enabled().keySet()) {
            known("belay.tiers.enabled." + id, id, problems);
        }
        TiersConfig.Agent agent = tiers.agent();
        positive("max-turns", agent.maxTurns(), problems);
        positive("max-loop-turns", agent.maxLoopTurns(), problems);
        positive("max-code-turns", agent.maxCodeTurns(), problems);
        positive("max-tool-calls", agent.maxToolCalls(), problems);
        positive("max-same-calls", agent.maxSameCalls(), problems);
        return problems;
    }

    private static void order(TiersConfig tiers, List<Problem> problems) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < tiers.order().size(); i++) {
            String id = tiers.order().get(i);
            String property = "belay.tiers.order[" + i + "]";
            known(property, id, problems);
            if (!seen.add(id)) {
                problems.add(new Problem(property, "the tier \"" + id + "\" is named twice"));
            }
        }
        if (tiers.order().stream().noneMatch(id -> Tiers.enabled(id, tiers))) {
            problems.add(new Problem("belay.tiers.order", "names no tier that is switched on"));
        }
    }

    private static void known(String property, String id, List<Problem> problems) {
        if (!Tiers.KNOWN.contains(id)) {
            problems.add(new Problem(
                    property, "there is no tier \"" + id + "\"; there are: " + String.join(", ", Tiers.KNOWN)));
        }
    }

    private static void positive(String name, int value, List<Problem> problems) {
        if (value < 1) {
            problems.add(new Problem("belay.tiers.agent." + name, "must be more than 0"));
        }
    }
}

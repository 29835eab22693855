package dev.belay.approval.rule;

import dev.belay.approval.ApprovalConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Names a set of rules, so that a yes given under other rules is told from one given under these.
final class RulesVersion {
    private RulesVersion() {}

    static String of(ApprovalConfig config) {
        ApprovalConfig.RiskWords risk = config.risk();
        ApprovalConfig.Confidence confidence = config.confidence();
        List<Object> rules = new ArrayList<>(List.of(
                config.mode(),
                new TreeSet<>(config.requiresApproval().orElse(List.of())),
                config.afterUntrustedOutput(),
                List.of(risk.critical(), risk.high(), risk.medium(), sorted(risk.tools())),
                List.of(confidence.escalate(), confidence.review(), confidence.autoApprove(), confidence.neededFrom()),
                config.costGateUsd().stripTrailingZeros().toPlainString(),
                List.of(
                        config.personalData().kinds(),
                        sorted(config.personalData().patterns())),
                List.of(config.quorum(), config.criticalQuorum(), config.afterEdit())));
        ApprovalConfig.Unfamiliar unfamiliar = config.unfamiliar();
        if (config.mode() == ApprovalConfig.Mode.RULES && unfamiliar.ask()) {
            rules.add(List.of(unfamiliar.fromRisk(), unfamiliar.minSimilarity(), unfamiliar.cases()));
        }
        return CallHash.of("rules", rules.toString()).substring(0, 16);
    }

    private static Map<String, ?> sorted(Map<String, ?> map) {
        return new TreeMap<>(map);
    }
}

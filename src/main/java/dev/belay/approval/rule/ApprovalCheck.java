package dev.belay.approval.rule;

import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.ApprovalConfig.Mode;
import dev.belay.platform.ConfigCheck;
import dev.belay.platform.text.Decimals;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Has the rules of approval and the groups of reviewers looked at before anything starts.
public final class ApprovalCheck implements ConfigCheck {
    private static final String PREFIX = "belay.approval.";
    private static final int MOST_CASES = 1000;

    @Override
    public List<Class<?>> mappings() {
        return List.of(ApprovalConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        ApprovalConfig approval = config.getConfigMapping(ApprovalConfig.class);
        List<Problem> problems = new ArrayList<>();
        numbers(approval, problems);
        durations(approval, problems);
        patterns(approval.personalData().patterns(), problems);
        groups(approval, problems);
        return problems;
    }

    @Override
    public List<Problem> hints(SmallRyeConfig config) {
        ApprovalConfig approval = config.getConfigMapping(ApprovalConfig.class);
        boolean named =
                approval.requiresApproval().filter(names -> !names.isEmpty()).isPresent();
        return named && approval.mode() == Mode.OFF
                ? List.of(new Problem(PREFIX + "mode", "is off, so belay.approval.requires-approval has no effect"))
                : List.of();
    }

    private static void numbers(ApprovalConfig approval, List<Problem> problems) {
        ApprovalConfig.Confidence confidence = approval.confidence();
        share("confidence.escalate", confidence.escalate(), problems);
        share("confidence.review", confidence.review(), problems);
        share("confidence.auto-approve", confidence.autoApprove(), problems);
        if (confidence.escalate() > confidence.review() || confidence.review() > confidence.autoApprove()) {
            problems.add(new Problem(
                    PREFIX + "confidence.review", "must lie between confidence.escalate and confidence.auto-approve"));
        }
        if (approval.costGateUsd().signum() < 0) {
            problems.add(new Problem(PREFIX + "cost-gate-usd", "must not be negative"));
        }
        if (!Decimals.bounded(approval.costGateUsd())) {
            problems.add(new Problem(PREFIX + "cost-gate-usd", Decimals.TOO_LONG));
        }
        share("unfamiliar.min-similarity", approval.unfamiliar().minSimilarity(), problems);
        int cases = approval.unfamiliar().cases();
        if (cases < 1 || cases > MOST_CASES) {
            problems.add(new Problem(PREFIX + "unfamiliar.cases", "must be from 1 to " + MOST_CASES));
        }
        if (approval.quorum() < 1) {
            problems.add(new Problem(PREFIX + "quorum", "must be at least 1"));
        }
        if (approval.criticalQuorum() < 1) {
            problems.add(new Problem(PREFIX + "critical-quorum", "must be at least 1"));
        }
    }

    private static void share(String name, double value, List<Problem> problems) {
        if (!(value >= 0 && value <= 1)) {
            problems.add(new Problem(PREFIX + name, "must be from 0 to 1"));
        }
    }

    private static void durations(ApprovalConfig approval, List<Problem> problems) {
        positive("deadline", approval.deadline(), problems);
        positive("resume-deadline", approval.resumeDeadline(), problems);
        approval.groups().forEach((name, group) -> group.deadline()
                .ifPresent(deadline -> positive("groups." + name + ".deadline", deadline, problems)));
    }

    private static void positive(String name, Duration value, List<Problem> problems) {
        if (!value.isPositive()) {
            problems.add(new Problem(PREFIX + name, "must be longer than zero"));
        }
    }

    private static void patterns(Map<String, String> patterns, List<Problem> problems) {
        patterns.forEach((name, pattern) -> {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                problems.add(new Problem(
                        PREFIX + "personal-data.patterns." + name,
                        "is no regular expression: " + e.getDescription() + " at " + e.getIndex()));
            }
        });
    }

    private static void groups(ApprovalConfig approval, List<Problem> problems) {
        List<String> order = approval.escalation().orElse(List.of("reviewers"));
        if (order.stream().distinct().count() < order.size()) {
            problems.add(new Problem(PREFIX + "escalation", "names a group twice"));
        }
        approval.groups().forEach((name, group) -> {
            boolean specialists =
                    approval.unfamiliar().group().filter(name::equals).isPresent();
            if (!order.contains(name) && !specialists) {
                problems.add(
                        new Problem(
                                PREFIX + "groups." + name,
                                "is never asked: neither belay.approval.escalation nor belay.approval.unfamiliar.group names it"));
            }
            int wanted = Math.max(approval.quorum(), approval.criticalQuorum());
            boolean few = group.keys()
                    .filter(keys -> keys.stream().distinct().count() < wanted)
                    .isPresent();
            if (few && order.indexOf(name) == order.size() - 1) {
                problems.add(new Problem(
                        PREFIX + "groups." + name + ".keys", "are fewer than the quorum, which nobody could reach"));
            }
        });
    }
}

package dev.belay.gateway.experiment;

import dev.belay.exchange.Request;
import dev.belay.gateway.experiment.ExperimentsConfig.ExperimentConfig;
import dev.belay.gateway.experiment.ExperimentsConfig.Kind;
import dev.belay.gateway.experiment.ExperimentsConfig.Sticky;
import dev.belay.statistics.experiment.Confidence;
import dev.belay.statistics.experiment.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// One experiment, as configured.
///
/// @param tiers of the candidate in their order, or empty for the policy's
/// @param route of the candidate, or `null` for the policy's
/// @param prompt of the candidate, or `null` for none
/// @param shadow how far it goes if it only works beside; `null` if it answers
record Trial(
        Plan plan, String policy, Sticky sticky, List<String> tiers, String route, String prompt, Shade.Bounds shadow) {

    static Trial of(String name, ExperimentConfig config) {
        List<String> tiers = config.candidate().tiers().orElse(List.of());
        String route = config.candidate().asked().orElse(null);
        String prompt = config.candidate().systemPrompt().orElse(null);
        List<Double> steps = config.steps().orElse(List.of(config.percent()));
        Shade.Bounds shadow = config.kind() == Kind.SHADOW ? bounds(config.shadow()) : null;
        String whole = String.join(
                "\u0000",
                config.policy(),
                steps.toString(),
                config.sticky().name(),
                tiers.toString(),
                String.valueOf(route),
                String.valueOf(prompt),
                config.stepRuns() + " " + config.leastRuns() + " " + config.tolerance() + " " + config.confidence()
                        + (shadow == null ? "" : " shadow " + shadow.reads()));
        Plan plan = new Plan(
                name,
                HexFormat.of().formatHex(hash(whole), 0, 16),
                steps,
                config.stepRuns(),
                config.leastRuns(),
                config.tolerance(),
                Confidence.valueOf("C" + config.confidence()),
                shadow != null);
        return new Trial(plan, config.policy(), config.sticky(), tiers, route, prompt, shadow);
    }

    private static Shade.Bounds bounds(ExperimentsConfig.Shadow shadow) {
        var daily = new Request.Allowance(shadow.usdPerDay().orElse(null), shadow.tokensPerDay(), null, null, null);
        return new Shade.Bounds(shadow.maxConcurrent(), shadow.deadline(), shadow.pureTools(), daily);
    }

    String name() {
        return plan.name();
    }

    /// Where a key lies between 0 and 1, always the same in this experiment: a key that has the candidate keeps
    /// it as the percentage rises.
    double place(String key) {
        byte[] hash = hash(name() + '\u0000' + key);
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << 8 | hash[i] & 0xff;
        }
        return (bits >>> 11) * 0x1.0p-53;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.belay.approval.rule;

import dev.belay.approval.Approval.Reason;
import dev.belay.approval.ApprovalConfig;
import dev.belay.approval.ApprovalConfig.AfterUntrusted;
import dev.belay.approval.ApprovalConfig.Mode;
import dev.belay.approval.Approvals.Call;
import dev.belay.approval.Approvals.Signals;
import dev.belay.approval.Risk;
import dev.belay.approval.rule.Judgement.To;
import dev.belay.platform.text.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Decides whether a call needs a person. Immutable; nothing is compiled or read per call.
public final class RuleBook {
    private static final String PURE = "PURE";

    private final ApprovalConfig config;
    private final List<Pattern> required;
    private final RiskRules risks;
    private final PersonalData personal;
    private final String version;

    public RuleBook(ApprovalConfig config) {
        this.config = config;
        this.required = config.requiresApproval().orElse(List.of()).stream()
                .map(RuleBook::glob)
                .toList();
        this.risks = new RiskRules(config.risk());
        this.personal = new PersonalData(config.personalData());
        this.version = RulesVersion.of(config);
    }

    /// Changes when the rules do; who the reviewers are is no rule.
    public String version() {
        return version;
    }

    /// Whether anybody is ever asked: if not, calls need not be looked at.
    public boolean idle() {
        return switch (config.mode()) {
            case OFF -> true;
            case REQUIRED_TOOLS -> required.isEmpty() && config.afterUntrustedOutput() == AfterUntrusted.ALLOW;
            case RULES -> false;
        };
    }

    /// Whether a call with these signals need not be looked at.
    public boolean idle(Signals signals) {
        return idle() && !(config.mode() == Mode.REQUIRED_TOOLS && unsure(signals));
    }

    public Judgement judge(Call call, Signals signals) {
        Words words = Words.of(call.tool(), call.arguments());
        Risk risk = risks.of(call.tool(), words);
        List<Reason> reasons = new ArrayList<>();
        boolean pure = call.effectClass().equals(PURE);
        if (config.mode() != Mode.OFF) {
            named(call, signals, words, pure, reasons);
        }
        if (config.mode() == Mode.REQUIRED_TOOLS && !pure && unsure(signals)) {
            reasons.add(below(signals.confidence(), config.confidence().review(), "reviewed"));
        }
        if (config.mode() == Mode.RULES && !pure) {
            risk(risk, reasons);
            confidence(risk, signals.confidence(), reasons);
            cost(signals, reasons);
            personal.in(words)
                    .ifPresent(kind -> reasons.add(new Reason("personal-data", "the arguments seem to hold " + kind)));
        }
        if (!reasons.isEmpty()) {
            return new Judgement(risk, reasons, senior(risk, signals.confidence()) ? To.SENIORS : To.REVIEWERS);
        }
        if (config.mode() == Mode.RULES && !pure) {
            unfamiliar(risk, signals, reasons);
        }
        return new Judgement(risk, reasons, reasons.isEmpty() ? To.REVIEWERS : To.SPECIALISTS);
    }

    /// Decides whether an answer needs a person before it goes out, whatever the mode. An answer causes nothing, so
    /// words make it no risk; but without a measure it never goes out by itself.
    ///
    /// @param always whether it needs one in any case
    public Judgement answer(String text, Signals signals, boolean always) {
        List<Reason> reasons = new ArrayList<>();
        if (always) {
            reasons.add(new Reason("policy", "the policy has a person see every answer"));
        }
        if (measured(signals.confidence())) {
            gates(signals.confidence(), reasons);
        } else if (!always) {
            reasons.add(new Reason("unmeasured", "nothing measured how sure this answer is"));
        }
        Words words = Words.of(text);
        if (!words.whole()) {
            reasons.add(new Reason("malformed", "the answer is too long to be looked through"));
        }
        personal.in(words)
                .ifPresent(kind -> reasons.add(new Reason("personal-data", "the answer seems to hold " + kind)));
        boolean unsure = measured(signals.confidence())
                && signals.confidence() < config.confidence().escalate();
        return new Judgement(Risk.LOW, reasons, unsure ? To.SENIORS : To.REVIEWERS);
    }

    private void named(Call call, Signals signals, Words words, boolean pure, List<Reason> reasons) {
        if (required.stream().anyMatch(name -> name.matcher(call.tool()).matches())) {
            reasons.add(new Reason("required", "every call of " + call.tool() + " needs a person"));
        }
        if (!pure
                && config.afterUntrustedOutput() == AfterUntrusted.ASK
                && signals.untrusted().getAsBoolean()) {
            reasons.add(new Reason("untrusted", "the run has read a text from outside before"));
        }
        if (!pure && !words.whole() && !idle()) {
            reasons.add(new Reason("malformed", "the arguments are no JSON object, or too long to be looked through"));
        }
    }

    private static void risk(Risk risk, List<Reason> reasons) {
        if (risk.atLeast(Risk.HIGH)) {
            reasons.add(new Reason("risk", "its risk is " + risk.name().toLowerCase(Locale.ROOT)));
        }
    }

    private void confidence(Risk risk, Double measured, List<Reason> reasons) {
        if (measured(measured)) {
            gates(measured, reasons);
        } else if (risk.atLeast(config.confidence().neededFrom())) {
            reasons.add(new Reason("unmeasured", "nothing measured how sure this call is"));
        }
    }

    private void gates(double measured, List<Reason> reasons) {
        ApprovalConfig.Confidence limits = config.confidence();
        if (measured < limits.escalate()) {
            reasons.add(below(measured, limits.escalate(), "escalated"));
        } else if (measured < limits.review()) {
            reasons.add(below(measured, limits.review(), "reviewed"));
        } else if (measured < limits.autoApprove()) {
            reasons.add(below(measured, limits.autoApprove(), "not let through by itself"));
        }
    }

    /// Whether a measure says that the call may not be meant as it stands.
    private boolean unsure(Signals signals) {
        return measured(signals.confidence())
                && signals.confidence() < config.confidence().review();
    }

    private static boolean measured(Double confidence) {
        return confidence != null && !confidence.isNaN();
    }

    private static Reason below(double measured, double limit, String so) {
        return new Reason(
                "confidence",
                String.format(Locale.ROOT, "confidence %.2f is below %.2f, so it is %s", measured, limit, so));
    }

    private void cost(Signals signals, List<Reason> reasons) {
        if (signals.costUsd() != null && signals.costUsd().compareTo(config.costGateUsd()) >= 0) {
            reasons.add(new Reason(
                    "cost",
                    "it is estimated to cost " + Decimals.text(signals.costUsd()) + " USD; the gate is "
                            + config.costGateUsd().toPlainString() + " USD"));
        }
    }

    private void unfamiliar(Risk risk, Signals signals, List<Reason> reasons) {
        ApprovalConfig.Unfamiliar rule = config.unfamiliar();
        if (!rule.ask() || !risk.atLeast(rule.fromRisk()) || signals.alike() == null) {
            return;
        }
        double alike = signals.alike().getAsDouble();
        if (alike < 0) {
            reasons.add(new Reason("unfamiliar", "no case of this tool is known yet"));
        } else if (alike < rule.minSimilarity()) {
            reasons.add(new Reason(
                    "unfamiliar",
                    String.format(
                            Locale.ROOT,
                            "no similar case is known: the most similar one is alike to %.2f, which is below %.2f",
                            alike,
                            rule.minSimilarity())));
        }
    }

    private boolean senior(Risk risk, Double measured) {
        boolean unsure = measured != null && measured < config.confidence().escalate();
        return risk == Risk.CRITICAL || (unsure && config.mode() == Mode.RULES);
    }

    /// `*` stands for any characters.
    private static Pattern glob(String name) {
        String[] parts = name.strip().split("\\*", -1);
        return Pattern.compile(String.join(
                ".*", java.util.Arrays.stream(parts).map(Pattern::quote).toList()));
    }
}

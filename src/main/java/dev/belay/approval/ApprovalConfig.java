package dev.belay.approval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When a person has to say yes first, and who may.
///
/// Without reviewers every run that acts would stop, so nobody is asked unless the operator says for what, or it is not
/// certain that a model meant the call.
@ConfigMapping(prefix = "belay.approval")
public interface ApprovalConfig {

    /// When people are asked. `off`: never, except where an earlier effect of the tool is in doubt.
    /// `required-tools`: for the tools of `belay.approval.requires-approval`, and for calls with an effect
    /// that were read out of a model's text with too little confidence (`belay.approval.confidence.review`).
    /// `rules`: for these, and where risk, confidence, cost or personal data ask for it.
    @WithDefault("required-tools")
    Mode mode();

    /// Names of tools of which every call needs a person; `*` stands for any characters, as in `refund_*`.
    /// Not set: none, so that in mode `required-tools` people are asked only about calls that were read with
    /// too little confidence.
    Optional<List<String>> requiresApproval();

    /// Whether an effect that is asked for after a tool has read from outside in the same run needs a person: such
    /// a text may have talked the model into it. `allow`: it does not. Without effect in mode `off`.
    @WithDefault("allow")
    AfterUntrusted afterUntrustedOutput();

    /// Words by which calls are told to be risky, in mode `rules`.
    RiskWords risk();

    /// What measured confidence means, in mode `rules`; `review` counts in mode `required-tools` too.
    /// A model's opinion of itself is never counted.
    Confidence confidence();

    /// Estimated cost of a call, in US dollars, from which it needs a person, in mode `rules`. Calls whose cost
    /// nobody knows are not stopped by this.
    @WithDefault("500")
    BigDecimal costGateUsd();

    /// What counts as personal, health or financial data; with it in its arguments a call always needs a person, in
    /// mode `rules`.
    Data personalData();

    /// What becomes of calls of which no similar case is known, in mode `rules`. A case is a call of the same tool that
    /// was done, or that a person approved, whoever asked for it.
    Unfamiliar unfamiliar();

    /// How many different reviewers have to say yes. One no is enough.
    @WithDefault("1")
    int quorum();

    /// How many different reviewers have to say yes to what is critical; at least `belay.approval.quorum`.
    @WithDefault("1")
    int criticalQuorum();

    /// Whether a call whose arguments a reviewer wrote is put to another one before it acts. `act`: it is not. `ask`:
    /// it is, and who wrote the arguments does not decide on them.
    @WithDefault("act")
    AfterEdit afterEdit();

    /// Whether somebody may decide on what acts on their own behalf. `never`. `loopback`: only who comes in over
    /// loopback while no API keys are required, which is the developer on their own machine.
    @WithDefault("loopback")
    Self self();

    /// How long each group has to decide, as a duration; then it is the turn of the next. By the database's clock.
    @WithDefault("24h")
    Duration deadline();

    /// What happens when the last group did not decide in time. `deny`: it is a no. `keep`: it stays with them for
    /// another deadline.
    @WithDefault("deny")
    OnExpiry onExpiry();

    /// How long a run that goes on after a decision may take, as a duration.
    @WithDefault("300s")
    Duration resumeDeadline();

    /// Names of groups of reviewers, in the order in which they are asked. Not set: one group, `reviewers`, of every
    /// key with the scope `approve`; it counts as senior.
    Optional<List<String>> escalation();

    /// Groups of reviewers by name. A group of `belay.approval.escalation` that is not described here holds every key
    /// with the scope `approve`.
    Map<String, Group> groups();

    interface RiskWords {
        /// Whole words, in the name of a tool or in its arguments, that make a call critical, so that it is put to
        /// senior reviewers at once. Endings such as `-s`, `-ed` and `-ing` are recognised.
        @WithDefault("delete,terminate,revoke,legal")
        List<String> critical();

        /// Words that make the risk of a call high, which needs a person.
        @WithDefault("refund,account,plan")
        List<String> high();

        /// Words that make the risk of a call medium. Without any of the words it is low.
        @WithDefault("update,send,create")
        List<String> medium();

        /// The risk of calls of single tools, whatever their words: name of the tool to `low`, `medium`, `high` or
        /// `critical`. Empty: the words decide.
        Map<String, Risk> tools();
    }

    interface Confidence {
        /// Below this a call is escalated: it is put to senior reviewers at once. From 0 to 1.
        @WithDefault("0.5")
        double escalate();

        /// Below this a call is reviewed. From 0 to 1.
        @WithDefault("0.7")
        double review();

        /// A call acts by itself only from this confidence on, at low or medium risk, below the cost gate and without
        /// personal data. From 0 to 1.
        @WithDefault("0.85")
        double autoApprove();

        /// The risk from which a call of which nothing was measured does not act by itself. `low`: none ever does
        /// without a measure.
        @WithDefault("medium")
        Risk neededFrom();
    }

    interface Unfamiliar {
        /// Whether a call of which no similar case is known needs a person, where no other rule asks for one.
        @WithDefault("true")
        boolean ask();

        /// The risk from which it does.
        @WithDefault("medium")
        Risk fromRisk();

        /// Name of the group of specialists that decides on it. It need not be in `belay.approval.escalation`;
        /// then senior reviewers are asked after it. Not set: whoever is asked first.
        Optional<String> group();

        /// How alike a call and a case have to be: the share of words of their arguments that they have in common,
        /// from 0 to 1. Of numbers the order of magnitude counts.
        @WithDefault("0.5")
        double minSimilarity();

        /// How many cases are looked at, the latest ones; from 1 to 1000.
        @WithDefault("50")
        int cases();
    }

    interface Data {
        /// What is recognised: `email`, `phone`, `social-security-number`, `payment-card`, `iban`, `health`, or `none`.
        @WithDefault("email,phone,social-security-number,payment-card,iban,health")
        List<DataKind> kinds();

        /// Further kinds: name to a regular expression (`java.util.regex`) that is looked for in the texts of the
        /// arguments. Empty: none.
        Map<String, String> patterns();
    }

    interface Group {
        /// Ids of the API keys of its reviewers, who need the scope `approve` too. Not set: every key that has it.
        Optional<List<String>> keys();

        /// Whether it is asked at once about what is critical. Without any senior group the last one is.
        @WithDefault("false")
        boolean senior();

        /// How long this group has to decide, as a duration. Not set: `belay.approval.deadline`.
        Optional<Duration> deadline();
    }

    enum Mode {
        OFF,
        REQUIRED_TOOLS,
        RULES
    }

    enum AfterUntrusted {
        ASK,
        ALLOW
    }

    enum AfterEdit {
        ACT,
        ASK
    }

    enum Self {
        NEVER,
        LOOPBACK
    }

    enum OnExpiry {
        DENY,
        KEEP
    }

    enum DataKind {
        EMAIL,
        PHONE,
        SOCIAL_SECURITY_NUMBER,
        PAYMENT_CARD,
        IBAN,
        HEALTH,
        NONE
    }
}

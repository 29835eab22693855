package dev.belay.run;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.Standing;
import dev.belay.ledger.EffectLedger;
import dev.belay.platform.text.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Tells a run from its records. Says nothing that they do not say, and repeats no prompt, argument or result.
final class Explainer {
    private final Map<Long, String> tierOfDecision = new HashMap<>();
    private boolean over;
    /// Tier of the program that began last.
    private String program;

    private Explainer() {}

    /// @param here whether this process works on the run
    static Explanation explain(RunRecord run, boolean here, List<Entry> entries, List<EffectLedger.Effect> effects) {
        Explainer explainer = new Explainer();
        return new Explanation(
                run.head().id(),
                run.state(),
                Summary.of(run, here, Standing.unfolded(entries)),
                entries.stream().map(explainer::step).toList(),
                effects.stream().map(Explainer::effect).toList(),
                Told.usage(entries));
    }

    static Explanation.Effect effect(EffectLedger.Effect effect) {
        return new Explanation.Effect(
                effect.key().tool(), effect.effectClass().name(), effect.state().name(), effect.startedAt());
    }

    private Explanation.Step step(Entry entry) {
        if (entry.fact() instanceof Entry.InBranch(int branch, Entry.Fact fact)) {
            Explanation.Step own = step(new Entry(entry.seq(), entry.at(), fact));
            return step(entry, own.kind(), own.tier(), "[" + branch + "] " + own.text());
        }
        String late = over ? "after the end: " : "";
        return switch (entry.fact()) {
            case Entry.AttemptStarted it ->
                step(entry, "attempt", it.tier(), late + "attempt " + it.number() + ": " + it.tier() + begins(it));
            case Entry.ModelFailed it ->
                step(
                        entry,
                        "model_failed",
                        it.tier(),
                        late + it.model() + " gave nothing after " + it.millis() + " ms ("
                                + because(it.reason(), it.detail()) + ")" + cost(it.usage()));
            case Entry.Decision it -> {
                tierOfDecision.put(entry.seq(), it.tier());
                yield step(entry, "decision", it.tier(), late + (unasked(it) ? programmed(it) : decided(it)));
            }
            case Entry.Correction it ->
                step(
                        entry,
                        "correction",
                        it.tier(),
                        late + "what the model gave was not accepted (" + it.flaw() + "), and it was told so"
                                + cost(it.usage()));
            case Entry.Program it -> {
                program = it.tier();
                yield step(
                        entry,
                        "program",
                        it.tier(),
                        late + it.model().id() + " wrote a program in " + it.millis() + " ms" + cost(it.usage()));
            }
            case Entry.ProgramEnded it ->
                step(
                        entry,
                        "program_ended",
                        program,
                        late + "the program ended" + (it.lost() ? "; what it declared is lost" : ""));
            case Entry.ToolDone it -> step(entry, "tool", tierOfDecision.get(it.decision()), late + tool(it));
            case Entry.TierFell it ->
                step(
                        entry,
                        "fell",
                        it.tier(),
                        late + it.tier() + " fell (" + because(it.reason(), it.detail()) + "); "
                                + (it.next() == null ? "no tier follows" : it.next() + " follows"));
            case Entry.TierHeld it ->
                step(entry, "held", it.tier(), late + it.tier() + (it.degraded() ? " held, degraded" : " held"));
            case Entry.PersonAsked it -> step(entry, "person_asked", null, "a person is asked: " + it.question());
            case Entry.PersonDecided it -> step(entry, "person_decided", null, ruled(it));
            case Entry.Resumed it -> {
                over = false;
                yield step(
                        entry,
                        "resumed",
                        null,
                        "a process carries the run on (" + it.why().word() + ")");
            }
            case Entry.Forked it -> {
                over = false;
                yield step(entry, "forked", null, forked(it));
            }
            case Entry.Undoing it -> step(entry, "undoing", null, it.call().name() + " is called to undo " + it.tool());
            case Entry.Undone it -> step(entry, "undone", null, it.tool() + " is undone");
            case Entry.Rewound it ->
                step(
                        entry,
                        "rewound",
                        null,
                        "the run is back at entry " + it.to() + "; what came after counts no more");
            case Entry.Sealed it ->
                step(entry, "sealed", null, "the policy " + it.policy() + " has answers released before they go out");
            case Entry.Proposed _ -> step(entry, "proposed", null, "an answer is there and is not released yet");
            case Entry.Released it ->
                step(
                        entry,
                        "released",
                        null,
                        it.approval() == null ? "the answer goes out unseen" : "the answer goes out as a person said");
            case Entry.InBranch _ -> throw new IllegalStateException("a branch is not told apart from itself");
            case Entry.Voted it ->
                step(
                        entry,
                        "voted",
                        null,
                        it.ballot().told() + (it.question() != null ? "; a person has to decide" : ""));
            case Entry.Embedded it ->
                step(
                        entry,
                        "embedded",
                        null,
                        late + it.model().id() + " put " + Summary.count(it.texts(), "text") + " into vectors in "
                                + it.millis() + " ms" + cost(it.usage()));
            case Entry.Branched it ->
                step(
                        entry,
                        "branch",
                        it.tier(),
                        late + "branch " + it.branch() + ", " + it.tier() + ", " + became(it.stage()) + ": "
                                + it.why());
            case Entry.Chosen it -> step(entry, "chosen", null, chosen(it.choice()));
            case Entry.Ended it -> {
                over = true;
                yield step(entry, "ended", null, "the run ended " + it.state() + because(it.reason()));
            }
        };
    }

    private static Explanation.Step step(Entry entry, String kind, String tier, String text) {
        return new Explanation.Step(entry.seq(), entry.at(), kind, tier, text);
    }

    private static String begins(Entry.AttemptStarted attempt) {
        return attempt.carriedOver() == 0
                ? " begins"
                : " begins with " + Summary.count(attempt.carriedOver(), "tool result") + " carried over";
    }

    /// Whether a program of its tier made it: no model was asked, so it took neither time nor tokens.
    private boolean unasked(Entry.Decision decision) {
        boolean free = decision.usage() == null || decision.usage().totalTokens() == 0;
        return decision.tier().equals(program) && decision.millis() == 0 && free;
    }

    private static String programmed(Entry.Decision decision) {
        List<ToolCall> calls = decision.message().toolCalls();
        return calls.isEmpty() ? "the program gave the answer" : "the program called " + names(calls);
    }

    private static String decided(Entry.Decision decision) {
        String who = decision.model() == null ? "the model" : decision.model().id();
        List<ToolCall> calls = decision.message().toolCalls();
        String what = calls.isEmpty() ? " answered" : " asked for " + names(calls);
        return who + what + " in " + decision.millis() + " ms" + repaired(decision) + cost(decision.usage());
    }

    private static String names(List<ToolCall> calls) {
        return calls.stream().map(ToolCall::name).collect(Collectors.joining(", "));
    }

    private static String repaired(Entry.Decision decision) {
        return decision.repairs() == null ? "" : ", with repairs (" + String.join(", ", decision.repairs()) + ")";
    }

    private static String tool(Entry.ToolDone done) {
        ToolResult result = done.result();
        String tool = result.tool();
        return switch (result.source()) {
            case LEDGER ->
                tool + " was answered from the effect ledger and did not run again"
                        + (result.status() == ToolResult.Status.IN_DOUBT
                                ? "; whether it took effect is not known"
                                : "");
            case CACHED -> tool + " was answered with an earlier result";
            case REFUSED -> tool + " was refused before anything ran";
            case EXECUTED ->
                switch (result.status()) {
                    case OK ->
                        tool + " ran in " + done.millis() + " ms"
                                + (result.otherShape() ? "; its result has another shape than declared" : "");
                    case ERROR -> tool + " failed after " + done.millis() + " ms, without effect";
                    case IN_DOUBT -> tool + " ran for " + done.millis() + " ms; whether it took effect is not known";
                };
        };
    }

    static String because(String reason, String detail) {
        return detail == null || detail.isBlank() ? reason : reason + ": " + detail;
    }

    private static String became(BranchStage stage) {
        return switch (stage) {
            case STARTED -> "starts";
            case CLAIMED -> "claims the run";
            case WON -> "wins";
            case FELL -> "fell";
            case CANCELLED -> "is cancelled";
            case STOPPED -> "stopped";
        };
    }

    private static String forked(Entry.Forked it) {
        String said = it.message() == null ? "" : ", and the user says something else";
        return "up to entry " + it.at() + " this is the past of run " + it.from() + said + "; "
                + (it.asks() ? "a person is asked before a new effect" : "new effects are allowed");
    }

    private static String chosen(Choice it) {
        String what = it.variant() != null
                ? "the run is " + it.variant()
                : (it.applied() ? "the order is " : "the order would be ") + String.join(", ", it.order());
        return it.by() + ": " + what + because(it.reason());
    }

    private static String ruled(Entry.PersonDecided it) {
        String who = it.by() == null ? "nobody in time" : it.by();
        return it.verdict() + " by " + who + because(it.notes());
    }

    private static String because(String reason) {
        return reason == null || reason.isBlank() ? "" : " (" + reason + ")";
    }

    private static String cost(Usage usage) {
        if (usage == null || usage.totalTokens() == 0) {
            return "";
        }
        BigDecimal dollars = usage.costUsd();
        return ", " + usage.inputTokens() + " + " + usage.outputTokens() + " tokens"
                + (dollars == null ? ", price not known" : ", $" + Decimals.text(dollars));
    }

    /// The whole run in one sentence.
    private static final class Summary {
        private Summary() {}

        static String of(RunRecord run, boolean here, List<Entry> entries) {
            List<String> clauses = new ArrayList<>();
            int tries = 0;
            int carriedOver = 0;
            int atBegin = 0;
            List<String> beside = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                switch (entries.get(i).fact()) {
                    case Entry.AttemptStarted it -> {
                        carriedOver = tries == 0 ? it.carriedOver() : carriedOver;
                        atBegin = tries == 0 ? it.carriedOver() : atBegin;
                        tries++;
                    }
                    case Entry.TierFell it -> {
                        clauses.add(fell(it, tries, Told.results(entries.subList(0, i)) - atBegin));
                        tries = 0;
                    }
                    case Entry.TierHeld it -> clauses.add(held(it, carriedOver));
                    case Entry.Voted it -> clauses.add(it.ballot().told());
                    case Entry.Branched it when it.stage() == BranchStage.STARTED -> beside.add(it.tier());
                    case Entry.Branched it
                    when it.stage().taken() -> {
                        clauses.add(took(it, beside));
                        beside.clear();
                    }
                    case Entry.ModelFailed _,
                            Entry.Decision _,
                            Entry.Correction _,
                            Entry.Program _,
                            Entry.ProgramEnded _,
                            Entry.ToolDone _,
                            Entry.PersonAsked _,
                            Entry.PersonDecided _,
                            Entry.Resumed _,
                            Entry.Forked _,
                            Entry.Undoing _,
                            Entry.Undone _,
                            Entry.Rewound _,
                            Entry.Sealed _,
                            Entry.Proposed _,
                            Entry.Released _,
                            Entry.InBranch _,
                            Entry.Branched _,
                            Entry.Chosen _,
                            Entry.Embedded _,
                            Entry.Ended _ -> {}
                }
            }
            clauses.addAll(end(run.state(), here, clauses.isEmpty()));
            return String.join("; ", clauses);
        }

        private static String took(Entry.Branched taken, List<String> tiers) {
            List<String> others =
                    tiers.stream().filter(tier -> !tier.equals(taken.tier())).toList();
            String how = taken.stage() == BranchStage.WON ? " won" : " claimed the run";
            return taken.tier() + how + (others.isEmpty() ? "" : " against " + String.join(" and ", others)) + " ("
                    + taken.why() + ")";
        }

        private static String fell(Entry.TierFell fell, int tries, int results) {
            return fell.tier() + (tries > 1 ? " was tried " + tries + " times and fell (" : " fell (")
                    + because(fell.reason(), fell.detail()) + ")"
                    + (results > 0 ? " after " + count(results, "tool result") : "");
        }

        private static String held(Entry.TierHeld held, int carriedOver) {
            String from = carriedOver == 0 ? "" : " carried on from " + count(carriedOver, "tool result") + " and";
            return held.tier() + from + (held.degraded() ? " gave a degraded answer" : " answered");
        }

        private static List<String> end(RunState state, boolean here, boolean nothingElse) {
            return switch (state) {
                case SUCCEEDED, DEGRADED -> nothingElse ? List.of("the run ended " + state) : List.of();
                case RUNNING ->
                    List.of(here ? "the run goes on" : "the run is recorded as going on, but not in this process");
                case REJECTED -> List.of("a policy rejected the request");
                case CANCELLED -> List.of("the run was cancelled");
                case FAILED -> List.of("no tier held");
                case NEEDS_HUMAN -> List.of("a person has to decide");
                case IN_DOUBT -> List.of("whether some effects happened is not known");
                case BUDGET_STOPPED -> List.of("the budget is used up");
            };
        }

        private static String count(int number, String what) {
            return number + " " + what + (number == 1 ? "" : "s");
        }
    }
}

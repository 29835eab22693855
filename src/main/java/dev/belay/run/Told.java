package dev.belay.run;

import dev.belay.exchange.Answer;
import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.BelayEvent.Choice;
import dev.belay.exchange.BelayEvent.Words;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Usage;
import dev.belay.journal.Entry;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.Standing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a journal's entries add up to.
final class Told {
    private Told() {}

    /// Tool results so far, each call counted once.
    static int results(List<Entry> entries) {
        return (int) Standing.of(entries).stream()
                .map(Entry::fact)
                .filter(Entry.ToolDone.class::isInstance)
                .map(Entry.ToolDone.class::cast)
                .map(done -> done.decision() + "/" + done.result().callId())
                .distinct()
                .count();
    }

    /// Attempts so far.
    static int attempts(List<Entry> entries) {
        return (int) entries.stream()
                .map(Standing::anywhere)
                .filter(Entry.AttemptStarted.class::isInstance)
                .count();
    }

    /// What the models of an attempt said, as far as it can be seen in the branch whose entries these are.
    static Words words(List<Entry> entries, String tier, int number) {
        List<Entry.Fact> said = entries.stream()
                .map(Entry::fact)
                .dropWhile(fact -> !(fact instanceof Entry.AttemptStarted begun && begun.number() == number))
                .toList();
        int taken = 0;
        int refused = 0;
        for (Entry.Fact fact : said) {
            switch (fact) {
                case Entry.Decision decision when decision.tier().equals(tier) -> taken++;
                case Entry.Program program when program.tier().equals(tier) -> taken++;
                case Entry.Correction correction when correction.tier().equals(tier) -> refused++;
                default -> {
                    // nothing that a model of the attempt said
                }
            }
        }
        return new Words(taken, refused);
    }

    /// Branches so far.
    static int branches(List<Entry> entries) {
        return entries.stream()
                .map(Entry::fact)
                .filter(Entry.Branched.class::isInstance)
                .mapToInt(fact -> ((Entry.Branched) fact).branch())
                .max()
                .orElse(0);
    }

    /// Tier of the branch that the run stays in, or `null`. What won counts until somebody asks for another answer; a
    /// claim, because it acts, as long as the run is the same.
    static String bound(List<Entry> entries) {
        Entry.Branched bound = null;
        for (Entry entry : Standing.of(entries)) {
            bound = bound(bound, entry.fact());
        }
        return bound == null ? null : bound.tier();
    }

    private static Entry.Branched bound(Entry.Branched before, Entry.Fact fact) {
        return switch (fact) {
            case Entry.Branched branched when branched.stage().taken() -> branched;
            case Entry.Resumed(Why why)
            when why == Why.ASKED && before != null && before.stage() == BranchStage.WON -> null;
            case Entry.Forked _ -> null;
            default -> before;
        };
    }

    /// Tiers that fell, unless somebody asked for the whole chain to be tried again. A branch that fell is one of them
    /// once the run has gone on in another.
    static List<String> fallen(List<Entry> entries) {
        Set<String> fallen = new LinkedHashSet<>();
        Set<String> beside = new LinkedHashSet<>();
        for (Entry entry : entries) {
            switch (entry.fact()) {
                case Entry.TierFell fell -> fallen.add(fell.tier());
                case Entry.Branched branched when branched.stage() == BranchStage.FELL -> beside.add(branched.tier());
                case Entry.Branched branched when branched.stage().taken() -> fallen.addAll(beside);
                case Entry.Resumed(Why why)
                when why == Why.ASKED -> {
                    fallen.clear();
                    beside.clear();
                }
                case Entry.Forked _, Entry.Rewound _ -> {
                    fallen.clear();
                    beside.clear();
                }
                default -> {
                    // says nothing about which tiers are left
                }
            }
        }
        return List.copyOf(fallen);
    }

    /// What chose for the run, or would have, chose last; `null` if it did not. A fork goes its own way.
    static Choice chosen(List<Entry> entries, String by) {
        return own(entries).stream()
                .map(Entry::fact)
                .filter(Entry.Chosen.class::isInstance)
                .map(fact -> ((Entry.Chosen) fact).choice())
                .filter(choice -> choice.by().equals(by))
                .reduce((_, later) -> later)
                .orElse(null);
    }

    /// Tokens and money of every call to a model, whatever came of it. What a fork shares was paid by the other run.
    static Usage usage(List<Entry> all) {
        return own(all).stream()
                .map(entry -> switch (Standing.anywhere(entry)) {
                    case Entry.Decision decision -> decision.usage();
                    case Entry.Correction correction -> correction.usage();
                    case Entry.Program program -> program.usage();
                    case Entry.ModelFailed failed -> failed.usage();
                    case Entry.Embedded embedded -> embedded.usage();
                    case Entry.AttemptStarted _,
                            Entry.ProgramEnded _,
                            Entry.ToolDone _,
                            Entry.TierFell _,
                            Entry.TierHeld _,
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
                            Entry.Voted _,
                            Entry.Ended _ -> null;
                })
                .filter(java.util.Objects::nonNull)
                .reduce(Usage.NONE, Usage::plus);
    }

    private static List<Entry> own(List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).fact() instanceof Entry.Forked) {
                return entries.subList(i, entries.size());
            }
        }
        return entries;
    }

    /// Why a run ended as it did, or `null` where the state says it all.
    static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> null;
            case Outcome.Degraded(Answer answer) ->
                answer.provenance().degraded()
                        ? answer.provenance().degradation().reason()
                        : null;
            case Outcome.Rejected(String reason) -> reason;
            case Outcome.Cancelled(String reason) -> reason;
            case Outcome.Failed failed ->
                failed.cause() == null ? null : failed.cause().reason();
            case Outcome.NeedsHuman needs -> needs.question();
            case Outcome.InDoubt inDoubt -> String.join("; ", inDoubt.effects());
            case Outcome.BudgetStopped(String reason) -> reason;
        };
    }
}

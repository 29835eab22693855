package dev.belay.journal;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.vote.Ballot;
import dev.belay.platform.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// How facts are written into the `journal` table: their kind as a column, the whole fact as JSON.
@RegisterForReflection(
        targets = {
            Entry.AttemptStarted.class,
            Entry.ModelFailed.class,
            Entry.Decision.class,
            Entry.ModelStamp.class,
            Entry.Correction.class,
            Entry.Program.class,
            Entry.ProgramEnded.class,
            Entry.ToolDone.class,
            Entry.TierFell.class,
            Entry.TierHeld.class,
            Entry.PersonAsked.class,
            Entry.PersonDecided.class,
            Entry.Resumed.class,
            Entry.Resumed.Why.class,
            Entry.Forked.class,
            Entry.Undoing.class,
            Entry.Undone.class,
            Entry.Rewound.class,
            Entry.Sealed.class,
            Entry.Proposed.class,
            Entry.Released.class,
            Entry.InBranch.class,
            Entry.Branched.class,
            Entry.Chosen.class,
            BelayEvent.Choice.class,
            Entry.Voted.class,
            Ballot.class,
            Ballot.Subject.class,
            Ballot.Vote.class,
            Ballot.Measure.class,
            Ballot.Measure.By.class,
            Entry.Embedded.class,
            Entry.Ended.class,
            Entry.Fact.class
        })
public final class Facts {
    private Facts() {}

    /// The value of the column `kind`.
    public static String kind(Entry.Fact fact) {
        return switch (fact) {
            case Entry.AttemptStarted _ -> "attempt_started";
            case Entry.ModelFailed _ -> "model_failed";
            case Entry.Decision _ -> "decision";
            case Entry.Correction _ -> "correction";
            case Entry.Program _ -> "program";
            case Entry.ProgramEnded _ -> "program_ended";
            case Entry.ToolDone _ -> "tool_done";
            case Entry.TierFell _ -> "tier_fell";
            case Entry.TierHeld _ -> "tier_held";
            case Entry.PersonAsked _ -> "person_asked";
            case Entry.PersonDecided _ -> "person_decided";
            case Entry.Resumed _ -> "resumed";
            case Entry.Forked _ -> "forked";
            case Entry.Undoing _ -> "undoing";
            case Entry.Undone _ -> "undone";
            case Entry.Rewound _ -> "rewound";
            case Entry.Sealed _ -> "sealed";
            case Entry.Proposed _ -> "proposed";
            case Entry.Released _ -> "released";
            case Entry.InBranch _ -> "in_branch";
            case Entry.Branched _ -> "branched";
            case Entry.Chosen _ -> "chosen";
            case Entry.Voted _ -> "voted";
            case Entry.Embedded _ -> "embedded";
            case Entry.Ended _ -> "ended";
        };
    }

    /// The value of the column `fact`.
    public static String json(Entry.Fact fact) {
        return Json.write(fact);
    }

    static Entry.Fact read(String json) {
        return Json.read(json, Entry.Fact.class);
    }
}

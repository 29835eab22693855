package dev.belay.run.vote;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.vote.Votes;
import dev.belay.exchange.vote.Votes.State;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.journal.Standing;

/// Reads out of a journal where the votes of its run stand, for whoever begins to work on it or goes on.
public final class VoteBook {
    private VoteBook() {}

    public static Votes votes(RunJournal journal) {
        Votes votes = Votes.NONE;
        for (Entry entry : Standing.of(journal.entries())) {
            votes = after(entry, votes);
        }
        return votes.state() == State.ACTING && journal.openDecision() == null ? votes.in(State.NONE) : votes;
    }

    private static Votes after(Entry entry, Votes votes) {
        return switch (entry.fact()) {
            case Entry.Voted voted ->
                new Votes(
                        voted.said() != null ? State.SAID : voted.question() != null ? State.OPEN : State.NONE,
                        voted.ballot(),
                        entry.seq(),
                        0,
                        null,
                        voted.said(),
                        voted.question(),
                        votes.acts());
            case Entry.Branched branched
            when branched.stage() == BranchStage.CLAIMED -> taken(State.ACTING, votes, branched);
            case Entry.Branched branched when branched.stage() == BranchStage.WON -> taken(State.WON, votes, branched);
            // Whoever wants another answer wants another vote; what was begun is done all the same.
            case Entry.Resumed resumed
            when resumed.why() == Entry.Resumed.Why.ASKED && votes.state() != State.ACTING -> votes.in(State.NONE);
            case Entry.Forked _, Entry.Rewound _ -> Votes.NONE;
            default -> votes;
        };
    }

    private static Votes taken(State state, Votes votes, Entry.Branched branched) {
        int acts = state == State.ACTING ? votes.acts() + 1 : votes.acts();
        return new Votes(state, votes.last(), votes.place(), branched.branch(), branched.tier(), null, null, acts);
    }
}

package dev.belay.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What of a journal counts, after its run went back or parted into branches.
public final class Standing {
    private Standing() {}

    /// The entries without those that a run left behind when it was rewound, and without those of branches that it
    /// did not go on in. A result that became known late, of a call that was made before the point to which the run
    /// went back, stays.
    public static List<Entry> of(List<Entry> entries) {
        List<Entry> whole = unfolded(entries);
        if (whole.stream().noneMatch(Standing::leavesSomething)) {
            return whole;
        }
        List<Entry> standing = new ArrayList<>();
        for (Entry entry : whole) {
            if (entry.fact() instanceof Entry.Rewound rewound) {
                standing.removeIf(earlier -> leftBehind(earlier, rewound.to()));
            }
            if (!(entry.fact() instanceof Entry.InBranch)) {
                standing.add(entry);
            }
        }
        return List.copyOf(standing);
    }

    private static boolean leavesSomething(Entry entry) {
        return entry.fact() instanceof Entry.Rewound || entry.fact() instanceof Entry.InBranch;
    }

    private static boolean leftBehind(Entry earlier, long to) {
        boolean late = earlier.fact() instanceof Entry.ToolDone done && done.decision() <= to;
        return earlier.seq() > to && !late;
    }

    /// The same entries at the same places, those of branches that the run went on in as if there had been no others.
    public static List<Entry> unfolded(List<Entry> entries) {
        return unfolded(entries, 0);
    }

    /// @param own number of a branch whose entries are unfolded, too
    static List<Entry> unfolded(List<Entry> entries, int own) {
        if (entries.stream().noneMatch(entry -> entry.fact() instanceof Entry.InBranch)) {
            return entries;
        }
        Set<Integer> taken = taken(entries);
        return entries.stream()
                .map(entry -> entry.fact() instanceof Entry.InBranch(int branch, Entry.Fact fact)
                                && (branch == own || taken.contains(branch))
                        ? new Entry(entry.seq(), entry.at(), fact)
                        : entry)
                .toList();
    }

    /// Numbers of the branches that the run went on in.
    static Set<Integer> taken(List<Entry> entries) {
        Map<Integer, Long> taken = new HashMap<>();
        for (Entry entry : entries) {
            switch (entry.fact()) {
                case Entry.Branched branched when branched.stage().taken() -> taken.put(branched.branch(), entry.seq());
                case Entry.Rewound rewound -> taken.values().removeIf(seq -> seq > rewound.to());
                default -> {
                    // takes no branch and leaves none
                }
            }
        }
        return taken.keySet();
    }

    /// What happened, in whichever branch.
    public static Entry.Fact anywhere(Entry entry) {
        return entry.fact() instanceof Entry.InBranch folded ? folded.fact() : entry.fact();
    }

    /// Whether a run can begin anew after its first `seq` entries: no call is then without its result, nothing is half
    /// undone, and the run has not left that point behind.
    public static boolean whole(List<Entry> entries, long seq) {
        if (seq == 0) {
            return true;
        }
        if (seq < 0 || seq > entries.size()) {
            return false;
        }
        boolean kept = Standing.of(entries).stream().anyMatch(entry -> entry.seq() == seq);
        List<Entry> past = Standing.of(entries.subList(0, (int) seq));
        return kept
                && Transcripts.openDecision(past) == null
                && past.stream().noneMatch(entry -> entry.fact() instanceof Entry.Undoing);
    }
}

package dev.belay.journal;

import java.util.ArrayList;
import java.util.List;

/// What of a journal still counts after its run went back.
public final class Standing {
    private Standing() {}

    /// The entries without those that a run left behind when it was rewound. A result that became known late, of a call
    /// that was made before the point to which the run went back, stays.
    public static List<Entry> of(List<Entry> entries) {
        if (entries.stream().noneMatch(entry -> entry.fact() instanceof Entry.Rewound)) {
            return entries;
        }
        List<Entry> standing = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.fact() instanceof Entry.Rewound rewound) {
                standing.removeIf(earlier -> leftBehind(earlier, rewound.to()));
            }
            standing.add(entry);
        }
        return List.copyOf(standing);
    }

    private static boolean leftBehind(Entry earlier, long to) {
        boolean late = earlier.fact() instanceof Entry.ToolDone done && done.decision() <= to;
        return earlier.seq() > to && !late;
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

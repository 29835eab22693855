package dev.belay.toolcall;

import java.util.List;

/// A model that cannot stop says the same set of calls again and again.
final class Repetition {
    /// Twice and three times may be meant.
    private static final int ENDLESS = 4;

    private Repetition() {}

    /// One round of a list that is nothing but rounds, the last of which may be cut; any other list as it is.
    static List<Candidate> once(List<Candidate> calls) {
        int period = period(calls);
        boolean cut = !calls.isEmpty() && !calls.getLast().written().whole();
        int rounds = period == 0 ? 1 : calls.size() / period;
        boolean again = cut && period > 0 && (calls.size() - 1) / period > 1;
        return rounds >= ENDLESS || again ? calls.subList(0, period) : calls;
    }

    /// A list that was cut while it repeated itself, without the call that is not whole.
    static List<Candidate> uncut(List<Candidate> calls) {
        if (calls.size() < 3 || calls.getLast().written().whole()) {
            return calls;
        }
        int period = period(calls);
        return (calls.size() - 1) / period > 1 ? calls.subList(0, period) : calls;
    }

    /// The shortest period of the list, by its prefix function; takes time linear in its length.
    private static int period(List<Candidate> calls) {
        int size = cutOff(calls);
        int[] prefix = new int[size];
        for (int at = 1; at < size; at++) {
            int length = prefix[at - 1];
            while (length > 0 && !same(calls, at, length)) {
                length = prefix[length - 1];
            }
            prefix[at] = same(calls, at, length) ? length + 1 : length;
        }
        return size == 0 ? 0 : size - prefix[size - 1];
    }

    private static int cutOff(List<Candidate> calls) {
        return !calls.isEmpty() && !calls.getLast().written().whole() ? calls.size() - 1 : calls.size();
    }

    private static boolean same(List<Candidate> calls, int one, int other) {
        return calls.get(one).key().equals(calls.get(other).key());
    }
}

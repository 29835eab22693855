package dev.belay.toolcall;

import dev.belay.toolcall.match.Toolbox;
import java.util.function.Function;

/// Text of a model that comes in pieces, cut anywhere. Words are passed on as soon as they can no longer be part of a
/// call; at the end it gives exactly what the whole text gives.
///
/// What was passed on is how the words of the reading begin, unless a thought ends that never began: whoever expects
/// such a model has to wait for the end. Used by one thread at a time.
public final class ToolCallStream {
    private static final String OPENING = "<&[{(`\"'“‘|｛［（【＂＇◁";

    private final Function<String, Reading> parser;
    private final Toolbox tools;
    private final StringBuilder all = new StringBuilder();
    private final StringBuilder passed = new StringBuilder();

    /// Up to here everything has been passed on or was thought.
    private int at;

    /// Closing mark of the thought that is going on, or `null`.
    private String thought;

    private boolean holding;

    /// Up to here the word that is coming has been searched for its end.
    private int searched;

    /// The same for a line.
    private int lines;

    /// Where a line goes on that waits for its end, or -1.
    private int waiting = -1;

    ToolCallStream(Function<String, Reading> parser, Toolbox tools) {
        this.parser = parser;
        this.tools = tools;
    }

    /// Takes the next piece.
    ///
    /// @return words that may be shown now, often none
    public String feed(String piece) {
        all.append(piece);
        int before = passed.length();
        while (!holding && step()) {
            // Each step settles a word, a line or a thought.
        }
        return passed.substring(before);
    }

    /// Reads the whole.
    public Reading end() {
        return parser.apply(all.toString());
    }

    /// All that has been passed on so far.
    public String passed() {
        return passed.toString();
    }

    private boolean step() {
        if (thought != null) {
            int close = all.indexOf(thought, at);
            if (close < 0) {
                at = Math.max(at, all.length() - thought.length());
                return false;
            }
            at = close + thought.length();
            thought = null;
            return true;
        }
        if (waiting >= 0) {
            return line(waiting);
        }
        int word = blanks(at);
        int end = end(word);
        return end < all.length() && word(word, end);
    }

    private boolean word(int from, int end) {
        String word = all.substring(from, end);
        thought = Thoughts.closing(word);
        if (thought != null) {
            at = from;
            return true;
        }
        boolean first = from == 0 || lineStart(from);
        if (!first && plain(word)) {
            pass(end);
            return true;
        }
        return line(from);
    }

    /// A line that may begin or hold a call is judged when it is whole.
    private boolean line(int from) {
        int end = all.indexOf("\n", Math.max(from, lines));
        if (end < 0) {
            lines = all.length();
            return waiting < 0 && plainLine(from);
        }
        String line = all.substring(from, end);
        if (Lines.mayCall(line, tools)) {
            holding = true;
            return false;
        }
        pass(end);
        return true;
    }

    /// The first word of a line waits for the second: together they show whether it is a label. The mark or number of a
    /// list belongs to what stands in it.
    private boolean plainLine(int from) {
        int end = end(from);
        String word = all.substring(from, end);
        if (end == all.length()) {
            return false;
        }
        if (!plain(word) || Lines.label(word) || word.chars().noneMatch(Character::isLetter)) {
            waiting = from;
            return false;
        }
        pass(end);
        return true;
    }

    private boolean plain(String word) {
        boolean opens = false;
        for (int i = 0; i < OPENING.length() && !opens; i++) {
            opens = word.indexOf(OPENING.charAt(i)) >= 0 && !apostrophe(word, OPENING.charAt(i));
        }
        return !opens && !word.endsWith(Lines.OPENING_WORD) && !Lines.names(word, tools);
    }

    private static boolean apostrophe(String word, char mark) {
        int at = word.indexOf(mark);
        return mark == '\'' && at > 0 && at < word.length() - 1 && Character.isLetter(word.charAt(at - 1));
    }

    /// The place after a word, as far as it has come.
    private int end(int word) {
        int end = Math.max(word, searched);
        while (end < all.length() && !Character.isWhitespace(all.charAt(end))) {
            end++;
        }
        searched = end;
        return end;
    }

    private boolean lineStart(int from) {
        int before = from - 1;
        while (before >= 0 && Character.isWhitespace(all.charAt(before)) && all.charAt(before) != '\n') {
            before--;
        }
        return before < 0 || all.charAt(before) == '\n';
    }

    private int blanks(int from) {
        int place = from;
        while (place < all.length() && Character.isWhitespace(all.charAt(place))) {
            place++;
        }
        return place;
    }

    /// Blanks at the beginning belong to nothing.
    private void pass(int end) {
        waiting = -1;
        passed.append(all, passed.isEmpty() ? blanks(at) : at, end);
        at = end;
    }
}

package dev.belay.toolcall.dialect;

import dev.belay.toolcall.match.Toolbox;
import dev.belay.toolcall.value.LenientValues;
import dev.belay.toolcall.value.WrittenValue;
import java.util.List;

/// The text of one model's message, and a budget of looking ahead: whatever the dialects do, a text is looked at a
/// bounded number of times, and what lies beyond is not found. Used by one thread.
public final class Source {
    /// How often, on average, a character may be looked at.
    private static final int LOOKS = 8;

    private static final int FREE_LOOKS = 600_000;

    /// How far back the beginning of a line is looked for.
    private static final int LONGEST_LINE = 200;

    private final String text;
    private final String written;
    private final Toolbox tools;
    private final Layout layout;
    private final LenientValues values;
    private long budget;

    public Source(String text, Toolbox tools) {
        this(text, text, tools);
    }

    /// @param text as it is to be read
    /// @param written as it was written, with the same characters in the same places but for some signs
    public Source(String text, String written, Toolbox tools) {
        this.text = text;
        this.written = written;
        this.tools = tools;
        this.layout = Layout.of(text);
        this.values = new LenientValues(text);
        this.budget = (long) LOOKS * text.length() + FREE_LOOKS;
    }

    public String text() {
        return text;
    }

    /// What is shown to people.
    public String written() {
        return written;
    }

    /// Whether signs were exchanged to read it.
    public boolean exchanged() {
        return !written.equals(text);
    }

    public Toolbox tools() {
        return tools;
    }

    /// Where the text quotes code.
    public Layout layout() {
        return layout;
    }

    /// The JSON value, or what was meant as one, at a place.
    public WrittenValue value(int at) {
        return values.read(at, text.length());
    }

    /// The same, where one of these ends the call: brackets that are open there count as closed.
    public WrittenValue value(int at, List<String> closers) {
        WrittenValue value = value(at);
        for (int closer = 0; closer < closers.size() && !value.found(); closer++) {
            int end = find(closers.get(closer), at);
            value = end < 0 ? value : value(at, end);
        }
        return value;
    }

    /// The same, ending before `to`.
    public WrittenValue value(int at, int to) {
        return values.read(at, to);
    }

    public int length() {
        return text.length();
    }

    public boolean sees(String what, int at) {
        return text.startsWith(what, at);
    }

    public boolean sees(char what, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) == what;
    }

    /// Whether there is anything left to look at with; takes note of looks made elsewhere.
    public boolean spend(int looks) {
        budget -= looks;
        return budget > 0;
    }

    public boolean spent() {
        return budget <= 0;
    }

    /// The first place of `what` from `from` on, or -1; also -1 when nothing is left to look with.
    public int find(String what, int from) {
        return find(what, from, text.length());
    }

    /// The first place of `what` that begins and ends between `from` and `to`, or -1.
    public int find(String what, int from, int to) {
        if (budget <= 0 || from > to) {
            return -1;
        }
        int found = text.indexOf(what, from, to);
        return spend((found < 0 ? to : found) - from + 1) ? found : -1;
    }

    /// The first place from `at` on that is no blank.
    public int afterSpace(int at) {
        int place = at;
        while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
            place++;
        }
        budget -= place - at;
        return place;
    }

    /// The place after the name that stands here; `at` if none does.
    public int afterName(int at) {
        int place = at;
        while (place < text.length() && nameCharacter(text.charAt(place))) {
            place++;
        }
        budget -= place - at;
        return place;
    }

    /// Whether the line of a place is quoted, as mails and Markdown quote: with `>` before it.
    public boolean quotedLine(int at) {
        int from = at;
        while (from > 0 && at - from < LONGEST_LINE && text.charAt(from - 1) != '\n') {
            from--;
        }
        int mark = from;
        while (mark < at && Character.isWhitespace(text.charAt(mark))) {
            mark++;
        }
        boolean begins = from == 0 || text.charAt(from - 1) == '\n';
        return begins && mark < at && text.charAt(mark) == '>' && !text.startsWith(">>>", mark);
    }

    public String between(int from, int to) {
        return text.substring(from, to);
    }

    /// Whether a character may be part of a tool's name. Namespaces count.
    public static boolean nameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }
}

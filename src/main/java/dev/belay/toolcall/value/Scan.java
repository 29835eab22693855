package dev.belay.toolcall.value;

import java.util.EnumSet;
import java.util.Set;

/// A place in a text that moves forward, the brackets that are open there, and the repairs so far.
final class Scan {
    private static final String CLOSERS = ")]}";
    private static final Set<Repair> DOUBTFUL = EnumSet.of(
            Repair.MISSING_COMMA,
            Repair.UNQUOTED_STRING,
            Repair.MISSING_CLOSER,
            Repair.EXTRA_CLOSER,
            Repair.RAW_NEWLINE);

    private final String text;
    private final int to;
    private final Notation notation;
    private final boolean strict;
    private final Work work;
    private final EnumSet<Repair> repairs = EnumSet.noneOf(Repair.class);
    private final StringBuilder open = new StringBuilder();
    private int at;
    private boolean whole = true;

    /// @param strict whether strings end at their first quote and repairs that depend on where are refused
    Scan(String text, int from, int to, Notation notation, boolean strict, Work work) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.notation = notation;
        this.strict = strict;
        this.work = work;
    }

    int at() {
        return at;
    }

    int to() {
        return to;
    }

    String text() {
        return text;
    }

    boolean python() {
        return notation == Notation.PYTHON;
    }

    boolean strict() {
        return strict;
    }

    boolean whole() {
        return whole;
    }

    Set<Repair> repairs() {
        return repairs;
    }

    boolean end() {
        return at >= to;
    }

    /// The character at a place; NUL beyond the end.
    char charAt(int place) {
        return place >= 0 && place < to ? text.charAt(place) : 0;
    }

    char here() {
        return charAt(at);
    }

    boolean sees(String what) {
        return startsWith(what, at);
    }

    boolean startsWith(String what, int place) {
        return place + what.length() <= to && text.startsWith(what, place);
    }

    void moveTo(int place) throws Refused {
        work.spend(Math.abs(place - at));
        at = Math.min(place, to);
    }

    void spend(int characters) throws Refused {
        work.spend(characters);
    }

    void repair(Repair repair) throws Refused {
        if (repair.foreignTo(notation)) {
            if (strict && DOUBTFUL.contains(repair)) {
                throw new Refused("not as it should be written: " + repair.words());
            }
            repairs.add(repair);
        }
    }

    /// Goes back to a place, with the repairs of that time.
    void rewind(int place, Set<Repair> then) {
        at = place;
        repairs.retainAll(then);
    }

    void open(char closer) {
        open.append(closer);
    }

    void close() {
        open.setLength(open.length() - 1);
    }

    /// The text ends before a bracket does.
    void cutOff() throws Refused {
        repair(Repair.MISSING_CLOSER);
        whole = false;
    }

    /// How many brackets stand around the one that `closer` would close; -1 if none would be closed by it.
    int depthOf(char closer) {
        return open.lastIndexOf(String.valueOf(closer));
    }

    static boolean closer(char c) {
        return c != 0 && CLOSERS.indexOf(c) >= 0;
    }

    /// Skips blanks and comments.
    ///
    /// @return whether a line ended
    boolean blanks() throws Refused {
        int start = at;
        boolean line = false;
        while (at < to) {
            char c = text.charAt(at);
            if (blank(c)) {
                line |= c == '\n';
                at++;
            } else if (c == '#' || c == '/' && (charAt(at + 1) == '/' || charAt(at + 1) == '*')) {
                line |= comment(c);
            } else if (c == '\\' && charAt(at + 1) != 0 && "nrt\n".indexOf(charAt(at + 1)) >= 0) {
                escapedBlank();
                line = true;
            } else {
                break;
            }
        }
        work.spend(at - start + 1);
        return line;
    }

    private void escapedBlank() throws Refused {
        if (charAt(at + 1) != '\n') {
            repair(Repair.DOUBLED_ESCAPES);
        }
        at += 2;
    }

    private boolean comment(char c) throws Refused {
        repair(Repair.COMMENT);
        boolean block = c == '/' && charAt(at + 1) == '*';
        int end = text.indexOf(block ? "*/" : "\n", at, to);
        work.spend((end < 0 ? to : end) - at);
        if (block && end < 0) {
            throw new Refused("a comment never ends");
        }
        at = end < 0 ? to : block ? end + 2 : end;
        return !block;
    }

    static boolean blank(char c) {
        return Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff' || c == '\u200b' || c == '\u202f';
    }

    static boolean wordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
    }

    /// Places after the blanks at a place, but never more than a few.
    int afterBlanks(int place) {
        int i = place;
        int most = Math.min(to, place + 256);
        while (i < most && blank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// Place after the word of letters, digits, `_` and `$` at a place.
    int afterWord(int place) {
        int i = place;
        int most = Math.min(to, place + 256);
        while (i < most && wordPart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// Whether an argument with a name begins at a place: `name=`, `name:` or `"name"=`, or something unpacked.
    boolean namedArgument(int place) {
        char first = charAt(place);
        if (first == '*') {
            return true;
        }
        boolean quoted = first == '"' || first == '\'';
        int start = quoted ? place + 1 : place;
        int end = afterName(start);
        if (end == start || quoted && charAt(end) != first) {
            return false;
        }
        int sign = afterBlanks(quoted ? end + 1 : end);
        char c = charAt(sign);
        return c == ':' || c == '=' && charAt(sign + 1) != '=';
    }

    /// Whether a plus sign with a string after it stands at a place.
    boolean joins(int place) {
        char c = charAt(place) == '+' ? charAt(afterBlanks(place + 1)) : 0;
        return c == '"' || c == '\'';
    }

    /// Whether an argument with a name and an equals sign begins at a place.
    boolean assigned(int place) {
        int end = afterName(place);
        int sign = afterBlanks(end);
        return end > place && charAt(sign) == '=' && charAt(sign + 1) != '=';
    }

    /// As [#afterWord(int)], with dashes inside and with the backslashes by which Markdown escapes underscores.
    private int afterName(int place) {
        int i = place;
        int most = Math.min(to, place + 256);
        while (i < most) {
            char c = text.charAt(i);
            boolean escaped = c == '\\' && charAt(i + 1) == '_';
            if (!wordPart(c) && !escaped && !(c == '-' && i > place)) {
                break;
            }
            i += escaped ? 2 : 1;
        }
        return Math.min(i, to);
    }

    /// No value, with the reason in half a sentence. Never leaves this package.
    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    /// A budget of looking at characters, which keeps all reads of one text together linear in its length.
    static final class Work {
        /// How often, on average, a character may be looked at.
        private static final int LOOKS = 8;

        /// Enough for any text of a usual length.
        private static final int FREE_LOOKS = 600_000;

        private long left;

        Work(int length) {
            this.left = (long) LOOKS * length + FREE_LOOKS;
        }

        void spend(int characters) throws Refused {
            left -= characters;
            if (left < 0) {
                throw new Refused("the text is too tangled to be read");
            }
        }
    }
}

package dev.belay.toolcall.python;

import dev.belay.toolcall.value.LenientValues;

/// A stretch of text seen as code. Looks ahead on a budget that all stretches of one text share.
final class Code {
    /// How often, on average, a character may be looked at.
    private static final int LOOKS = 8;

    /// Enough for any text of a usual length.
    private static final int FREE_LOOKS = 400_000;

    private final String text;
    private final int to;
    private final LenientValues values;
    private final long[] budget;

    Code(String text) {
        this(text, text.length(), new LenientValues(text), new long[] {(long) LOOKS * text.length() + FREE_LOOKS});
    }

    private Code(String text, int to, LenientValues values, long[] budget) {
        this.text = text;
        this.to = to;
        this.values = values;
        this.budget = budget;
    }

    /// The text up to a place, but never before `from`.
    Code region(int from, int end) {
        return new Code(text, Math.clamp(end, Math.clamp(from, 0, text.length()), text.length()), values, budget);
    }

    int to() {
        return to;
    }

    String text() {
        return text;
    }

    LenientValues values() {
        return values;
    }

    void spend(int characters) {
        budget[0] -= characters;
    }

    boolean spent() {
        return budget[0] < 0;
    }

    /// NUL outside.
    char charAt(int place) {
        return place >= 0 && place < to ? text.charAt(place) : 0;
    }

    boolean sees(String what, int place) {
        return place >= 0 && place + what.length() <= to && text.startsWith(what, place);
    }

    /// After blanks, comments and line breaks that were escaped once more.
    int afterBlanks(int place) {
        int at = Math.max(0, place);
        while (at < to && !spent()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\u00a0') {
                at++;
            } else if (c == '#') {
                at = lineEnd(at);
            } else if (c == '\\' && (charAt(at + 1) == 'n' || charAt(at + 1) == '\n' || charAt(at + 1) == 't')) {
                at += 2;
            } else {
                break;
            }
        }
        budget[0] -= at - place + 1;
        return Math.min(at, to);
    }

    /// After blanks alone.
    int afterSpace(int place) {
        int at = Math.max(0, place);
        while (at < to && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        budget[0] -= at - place + 1;
        return at;
    }

    int lineEnd(int place) {
        int end = place < to && !spent() ? text.indexOf('\n', place, to) : -1;
        int found = end < 0 ? to : end;
        budget[0] -= found - place;
        return found;
    }

    /// Whether only blanks stand before a place on its line, as far as one looks for indentation.
    boolean lineStart(int place) {
        for (int i = place - 1; i >= 0 && place - i <= 200; i--) {
            char c = text.charAt(i);
            if (c == '\n' || c == ';') {
                return true;
            }
            if (c != ' ' && c != '\t') {
                return false;
            }
        }
        return true;
    }

    int indentation(int place) {
        int i = place;
        while (i > 0 && place - i <= 200 && (text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t')) {
            i--;
        }
        return place - i;
    }

    /// Whether nothing follows a place on its line but blanks, a semicolon or a comment.
    boolean lineEnds(int place) {
        int at = place;
        while (at < to && at - place < 200 && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at >= to || "\n\r;#".indexOf(text.charAt(at)) >= 0;
    }

    /// The end of the expression at a place, which is a comma or a closing bracket; -1 if neither comes.
    int afterExpression(int place) {
        int depth = 0;
        int at = place;
        while (at < to && !spent()) {
            char c = text.charAt(at);
            if (depth == 0 && (c == ',' || c == ')' || c == ']' || c == '}')) {
                return at;
            }
            int next = c == '"' || c == '\'' ? afterString(at) : c == '<' ? afterTypes(at) : at + 1;
            budget[0] -= next - at;
            depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            at = next;
        }
        return -1;
    }

    /// After the types in `HashMap<String, Integer>`, or after the sign.
    private int afterTypes(int place) {
        int at = place + 1;
        int most = Math.min(to, place + 100);
        while (at < most && (wordPart(text.charAt(at)) || " ,.?<[]".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        budget[0] -= at - place;
        return charAt(at) == '>' ? at + 1 : place + 1;
    }

    boolean lineBreakBetween(int from, int end) {
        budget[0] -= end - from;
        return from < end && text.indexOf('\n', from, end) >= 0;
    }

    /// The last character before a place that is no blank, if it is near.
    char before(int place) {
        for (int i = place - 1; i >= 0 && place - i <= 200; i--) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return 0;
    }

    /// After the bracket that closes the one at a place, past strings; -1 if none does.
    int afterBalanced(int place) {
        int depth = 0;
        int at = place;
        while (at < to && !spent()) {
            char c = text.charAt(at);
            int next = c == '"' || c == '\'' ? afterString(at) : at + 1;
            budget[0] -= next - at;
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
                if (depth == 0) {
                    return next;
                }
            }
            at = next;
        }
        return -1;
    }

    /// After the string at a place if it ends on its line, else after its first quote.
    private int afterString(int place) {
        char quote = text.charAt(place);
        int i = place + 1;
        while (i < to && text.charAt(i) != '\n' && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        budget[0] -= i - place;
        return charAt(i) == quote ? i + 1 : place + 1;
    }

    static boolean wordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}

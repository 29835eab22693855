package dev.belay.toolcall;

/// A place in a text that moves forward, and a budget of looking ahead that keeps reading linear.
final class Cursor {
    /// How often, on average, a character may be looked at.
    private static final int LOOKS = 16;

    private final String text;
    private int at;
    private long budget;

    Cursor(String text) {
        this.text = text;
        this.budget = (long) LOOKS * text.length() + 1_000;
    }

    int at() {
        return at;
    }

    boolean end() {
        return at >= text.length();
    }

    boolean sees(String what) {
        return text.startsWith(what, at);
    }

    boolean take(String what) {
        if (!sees(what)) {
            return false;
        }
        at += what.length();
        return true;
    }

    void move(int by) {
        at = Math.min(text.length(), at + by);
    }

    void moveTo(int place) {
        at = place;
    }

    String between(int from, int to) {
        return text.substring(from, to);
    }

    void skipSpace() {
        while (!end() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /// Whether only blanks stand before this place on its line.
    boolean lineStart() {
        for (int i = at - 1; i >= 0 && at - i <= 64; i--) {
            char c = text.charAt(i);
            if (c == '\n' || c == '>') {
                return true;
            }
            if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    /// Skips `` `code` `` on one line; a lone backtick is just skipped.
    void skipInlineCode() {
        int ticks = at;
        while (ticks < text.length() && text.charAt(ticks) == '`') {
            ticks++;
        }
        String fence = text.substring(at, ticks);
        int line = text.indexOf('\n', ticks);
        int close = text.indexOf(fence, ticks, line < 0 ? text.length() : line);
        at = close >= 0 ? close + fence.length() : ticks;
    }

    /// The first place of `what` from `from` on, or -1; also -1 when the budget is used up.
    int next(String what, int from) {
        int found = text.indexOf(what, from);
        return budgeted((found < 0 ? text.length() : found) - from) ? found : -1;
    }

    /// The first place of `what` between `from` and `to`, or -1; also -1 when the budget is used up.
    int next(String what, int from, int to) {
        if (to <= from) {
            return -1;
        }
        int found = text.indexOf(what, from, to);
        return budgeted((found < 0 ? to : found) - from) ? found : -1;
    }

    /// A name of letters, digits, `_`, `-` and `.`, or `null`.
    String name() {
        int start = at;
        while (!end() && nameCharacter(text.charAt(at))) {
            at++;
        }
        return at == start ? null : text.substring(start, at);
    }

    private boolean budgeted(int looks) {
        budget -= looks;
        return budget > 0;
    }

    private static boolean nameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }
}

package dev.belay.toolcall.value;

import dev.belay.toolcall.value.Scan.Refused;
import java.util.Set;

/// Judges by what comes after a quote whether it ends its string. Looks ahead a bounded distance only.
final class Follow {
    private static final int LOOK = 256;
    private static final String QUOTES = "\"'`“”‘’„";
    private static final Set<String> LITERALS = Set.of("true", "false", "null", "True", "False", "None");

    /// Where a value stands, and so what may follow it.
    enum Slot {
        /// Alone: anything may follow.
        ALONE,
        /// The key of a member.
        KEY,
        /// The value of a member.
        MEMBER,
        /// In a list.
        ITEM,
        /// In the parentheses of a call, without a name.
        ARGUMENT,
        /// In the parentheses of a call, after `name=`: only more of those may follow.
        KEYWORD
    }

    /// What a quote is.
    enum Verdict {
        /// The end of the string.
        CLOSES,
        /// A character of the string.
        INNER,
        /// Either.
        AMBIGUOUS,
        /// The end of the string, which an operator makes part of an expression.
        EXPRESSION
    }

    private final Scan scan;

    Follow(Scan scan) {
        this.scan = scan;
    }

    /// @param place after the quote
    Verdict of(int place, Slot slot) throws Refused {
        scan.spend(8);
        if (slot == Slot.ALONE || slot == Slot.KEY) {
            return Verdict.CLOSES;
        }
        int next = scan.afterBlanks(place);
        scan.spend(next - place);
        char c = scan.charAt(next);
        if (next >= scan.to()) {
            return Verdict.CLOSES;
        }
        if (c == ',') {
            return comma(next + 1, slot);
        }
        if (c == ';' && slot == Slot.KEYWORD && scan.namedArgument(scan.afterBlanks(next + 1))) {
            return Verdict.CLOSES;
        }
        if (Scan.closer(c)) {
            return closer(next, c);
        }
        boolean apart = next > place;
        if (comment(next) && apart || joined(c, apart) || scan.joins(next) || newMember(place, next, slot)) {
            return Verdict.CLOSES;
        }
        if (apart && (c == '"' || c == '\'') && scan.charAt(place - 1) == c) {
            // Either two strings without a comma or words in quotes inside one string.
            return Verdict.AMBIGUOUS;
        }
        return expression(place, next) ? Verdict.EXPRESSION : Verdict.INNER;
    }

    /// Whether an argument that was read up to a place ends there as Python wants it.
    boolean endsArgument(int place, Slot slot) {
        int next = scan.afterBlanks(place);
        char c = scan.charAt(next);
        if (c != ',') {
            return next >= scan.to() || Scan.closer(c) || comment(next) && next > place;
        }
        int after = scan.afterBlanks(next + 1);
        boolean ends = after >= scan.to() || Scan.closer(scan.charAt(after)) || comment(after);
        return ends || slot != Slot.KEYWORD || scan.namedArgument(after);
    }

    static boolean quote(char c) {
        return c != 0 && QUOTES.indexOf(c) >= 0;
    }

    private boolean comment(int next) {
        return scan.charAt(next) == '#' || scan.startsWith("//", next) || scan.startsWith("/*", next);
    }

    private boolean joined(char c, boolean apart) {
        return scan.python() && apart && (c == '"' || c == '\'');
    }

    /// Without a comma.
    private boolean newMember(int place, int next, Slot slot) throws Refused {
        return switch (slot) {
            case MEMBER -> next > place && key(next) == Verdict.CLOSES;
            case ITEM ->
                quote(scan.charAt(next)) && scan.text().substring(place, next).indexOf('\n') >= 0;
            case KEYWORD, ARGUMENT -> next > place && scan.charAt(next) != '*' && scan.namedArgument(next);
            default -> false;
        };
    }

    /// A bracket that closes nothing is text. Inside others, what follows the bracket has to fit as well.
    private Verdict closer(int place, char c) {
        int depth = scan.depthOf(c);
        if (depth < 0) {
            return Verdict.INNER;
        }
        int next = scan.afterBlanks(place + 1);
        char after = scan.charAt(next);
        boolean fits = depth == 0 || next >= scan.to() || after == ',' || Scan.closer(after) || next > place + 1;
        return fits ? Verdict.CLOSES : Verdict.AMBIGUOUS;
    }

    private Verdict comma(int place, Slot slot) throws Refused {
        int next = scan.afterBlanks(place);
        scan.spend(next - place);
        char c = scan.charAt(next);
        if (next >= scan.to() || Scan.closer(c) || comment(next)) {
            return Verdict.CLOSES;
        }
        if (slot == Slot.ITEM && scan.depthOf(')') >= 0 && scan.assigned(next)) {
            return Verdict.CLOSES;
        }
        return switch (slot) {
            case MEMBER -> key(next);
            case KEYWORD -> scan.namedArgument(next) ? Verdict.CLOSES : begins(c) ? Verdict.AMBIGUOUS : Verdict.INNER;
            default -> item(next, c, slot);
        };
    }

    private Verdict item(int next, char c, Slot slot) {
        boolean named = slot == Slot.ARGUMENT && scan.namedArgument(next);
        if (begins(c) || named || LITERALS.contains(word(next))) {
            return Verdict.CLOSES;
        }
        return Scan.wordPart(c) ? Verdict.AMBIGUOUS : Verdict.INNER;
    }

    private static boolean begins(char c) {
        return quote(c) || c >= '0' && c <= '9' || c == '-' || c == '{' || c == '[' || c == '(' || c == '\\';
    }

    private String word(int place) {
        return scan.text().substring(place, scan.afterWord(place));
    }

    /// Whether the key of a member begins here: a quoted string or a word, then a colon.
    Verdict key(int place) throws Refused {
        char quote = scan.charAt(place);
        if (!quote(quote) && quote != '\\') {
            int end = scan.afterWord(place);
            return end > place && scan.charAt(scan.afterBlanks(end)) == ':' ? Verdict.CLOSES : Verdict.INNER;
        }
        boolean escaped = quote == '\\';
        int end = afterKey(escaped ? place + 2 : place + 1, escaped ? scan.charAt(place + 1) : quote, escaped);
        scan.spend(LOOK / 8);
        if (end < 0) {
            return Verdict.AMBIGUOUS;
        }
        return scan.charAt(scan.afterBlanks(end)) == ':' ? Verdict.CLOSES : Verdict.INNER;
    }

    /// Place after the quote that ends a key on its line, or the end of that line; -1 if both are far away.
    private int afterKey(int from, char quote, boolean escaped) {
        int most = Math.min(scan.to(), from + LOOK);
        for (int i = from; i < most; i++) {
            char c = scan.charAt(i);
            if (escaped ? c == '\\' && scan.charAt(i + 1) == quote : Strings.closes(c, quote)) {
                return escaped ? i + 2 : i + 1;
            }
            if (c == '\n') {
                return i;
            }
            i += c == '\\' ? 1 : 0;
        }
        return -1;
    }

    /// English knows these words too: they are operators only with what they operate on.
    private boolean operator(int place) throws Refused {
        int end = scan.afterWord(place);
        char operand = scan.charAt(scan.afterBlanks(end));
        return switch (word(place)) {
            case "and", "or" -> begins(operand);
            case "if" -> {
                scan.spend(LOOK);
                int most = Math.min(scan.to(), end + LOOK);
                int otherwise = scan.text().indexOf(" else ", end, most);
                yield otherwise >= 0 && scan.text().substring(end, otherwise).indexOf('\n') < 0;
            }
            default -> false;
        };
    }

    private boolean expression(int place, int next) throws Refused {
        char c = scan.charAt(next);
        if (c == '+' || c == '%' || c == '*') {
            return true;
        }
        if (c == '.' && next == place) {
            int end = scan.afterWord(next + 1);
            return end > next + 1 && scan.charAt(end) == '(';
        }
        return scan.python() && (c == '[' && next == place || next > place && operator(next));
    }
}

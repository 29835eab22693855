package dev.belay.toolcall.value;

import dev.belay.toolcall.value.Follow.Slot;
import dev.belay.toolcall.value.Scan.Refused;
import java.util.Locale;

/// Reads quoted strings. A quote inside a string that nobody escaped is told from its end by what follows it; when
/// both are possible the string is refused.
final class Strings {
    private static final String PREFIXES = "rbuf";

    private final Scan scan;
    private final Follow follow;

    Strings(Scan scan) {
        this.scan = scan;
        this.follow = new Follow(scan);
    }

    /// Whether a string begins here, with or without one of Python's prefixes.
    boolean here() {
        int quote = scan.at() + prefix();
        return Follow.quote(scan.charAt(quote)) || escapedQuote();
    }

    /// One string, or several that stand side by side in Python.
    String read(Slot slot) throws Refused {
        String first = one(slot);
        if (slot == Slot.KEY || slot == Slot.ALONE) {
            return first;
        }
        StringBuilder all = new StringBuilder(first);
        int end = scan.at();
        while (another(slot)) {
            scan.repair(Repair.JOINED_STRINGS);
            all.append(one(slot));
            end = scan.at();
        }
        scan.moveTo(end);
        return all.toString();
    }

    /// Whether a string follows that is joined to the one before, by a plus sign or, in Python, by nothing.
    private boolean another(Slot slot) throws Refused {
        int end = scan.at();
        scan.blanks();
        if (scan.joins(scan.at())) {
            scan.moveTo(scan.at() + 1);
            scan.blanks();
            return true;
        }
        boolean adjacent =
                scan.python() && here() && !(slot == Slot.MEMBER && follow.key(scan.at()) == Follow.Verdict.CLOSES);
        scan.moveTo(adjacent ? scan.at() : end);
        return adjacent;
    }

    private int prefix() {
        int length = 0;
        while (length < 2 && PREFIXES.indexOf(Character.toLowerCase(scan.charAt(scan.at() + length))) >= 0) {
            length++;
        }
        char next = scan.charAt(scan.at() + length);
        return next == '"' || next == '\'' ? length : 0;
    }

    private boolean escapedQuote() {
        char next = scan.charAt(scan.at() + 1);
        return scan.here() == '\\' && (next == '"' || next == '\'');
    }

    private String one(Slot slot) throws Refused {
        if (escapedQuote()) {
            return twiceEscaped();
        }
        int prefix = prefix();
        String kind = scan.text().substring(scan.at(), scan.at() + prefix).toLowerCase(Locale.ROOT);
        if (kind.indexOf('b') >= 0) {
            throw new Refused("bytes are not a value of JSON");
        }
        if (prefix > 0) {
            scan.repair(Repair.RAW_STRING);
            scan.moveTo(scan.at() + prefix);
        }
        String read = quoted(slot, kind.indexOf('r') >= 0);
        if (kind.indexOf('f') >= 0 && (read.indexOf('{') >= 0 || read.indexOf('}') >= 0)) {
            throw new Refused("a formatted string would have to be evaluated");
        }
        return read;
    }

    private String quoted(Slot slot, boolean raw) throws Refused {
        char quote = scan.here();
        String triple = String.valueOf(quote).repeat(3);
        if ((quote == '"' || quote == '\'') && scan.sees(triple)) {
            return tripled(triple, raw);
        }
        name(quote);
        int from = scan.at() + 1;
        int close = close(from, quote, slot);
        String content = new Unescape(scan, from, close, raw).quotedBy(quote).text();
        if (quote == '`' && content.contains("${")) {
            throw new Refused("a template string would have to be evaluated");
        }
        scan.moveTo(close + 1);
        return content;
    }

    private void name(char quote) throws Refused {
        switch (quote) {
            case '"' -> {}
            case '\'' -> scan.repair(Repair.SINGLE_QUOTES);
            case '`' -> scan.repair(Repair.BACKTICKS);
            default -> scan.repair(Repair.SMART_QUOTES);
        }
    }

    private String tripled(String triple, boolean raw) throws Refused {
        scan.repair(Repair.TRIPLE_QUOTES);
        int from = scan.at() + 3;
        int i = from;
        while (i < scan.to() && !scan.startsWith(triple, i)) {
            i += scan.charAt(i) == '\\' ? 2 : 1;
        }
        scan.spend(i - from);
        if (i >= scan.to()) {
            throw new Refused("a string in triple quotes never ends");
        }
        String content = new Unescape(scan, from, i, raw).lines().text();
        scan.moveTo(i + 3);
        return content;
    }

    /// Place of the quote that ends the string.
    private int close(int from, char quote, Slot slot) throws Refused {
        int maybe = -1;
        boolean doubtful = false;
        boolean line = false;
        for (int i = from; i < scan.to(); i++) {
            char c = scan.charAt(i);
            line |= c == '\n';
            if (c == '\\' && !(scan.charAt(i + 1) == '\\' && closes(scan.charAt(i + 2), quote))) {
                i++;
            } else if (c == '\\') {
                i += 1;
            } else if (closes(c, quote)) {
                Follow.Verdict verdict = scan.strict() ? Follow.Verdict.CLOSES : follow.of(i + 1, slot);
                switch (verdict) {
                    case CLOSES -> {
                        sure(maybe < 0 && !(line && doubtful));
                        scan.spend(i - from);
                        return i;
                    }
                    case EXPRESSION -> {
                        scan.spend(i - from);
                        throw new Refused("an expression would have to be evaluated");
                    }
                    case AMBIGUOUS -> maybe = maybe < 0 ? i : maybe;
                    case INNER -> doubtful |= !apostrophe(i);
                }
            }
        }
        scan.spend(scan.to() - from);
        if (maybe < 0) {
            throw new Refused("a string never ends");
        }
        sure(!line && !doubtful);
        return maybe;
    }

    private static void sure(boolean sure) throws Refused {
        if (!sure) {
            throw new Refused("it is not clear where a string ends: quotes inside it have to be escaped");
        }
    }

    /// As in `it's`: never the end of a string.
    private boolean apostrophe(int place) {
        return Character.isLetterOrDigit(scan.charAt(place - 1)) && Character.isLetter(scan.charAt(place + 1));
    }

    static boolean closes(char c, char quote) {
        return switch (quote) {
            case '“', '”', '„' -> c == '“' || c == '”' || c == '"';
            case '‘', '’' -> c == '‘' || c == '’' || c == '\'';
            default -> c == quote;
        };
    }

    /// A string of JSON that was escaped as a whole: `\"He said \\\"hi\\\"\"`.
    private String twiceEscaped() throws Refused {
        scan.repair(Repair.DOUBLED_ESCAPES);
        char quote = scan.charAt(scan.at() + 1);
        int from = scan.at() + 2;
        int backslashes = 0;
        for (int i = from; i < scan.to(); i++) {
            char c = scan.charAt(i);
            if (c == quote && backslashes == 1) {
                scan.spend(i - from);
                String once = new Unescape(scan, from, i - 1, false).lines().text();
                scan.moveTo(i + 1);
                return Unescape.again(once, scan).text();
            }
            if (c == quote && backslashes == 0) {
                scan.spend(i - from);
                throw unclosed();
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        scan.spend(scan.to() - from);
        throw unclosed();
    }

    private static Refused unclosed() {
        return new Refused("a string that begins with an escaped quote never ends with one");
    }
}

package dev.belay.toolcall.value;

import dev.belay.toolcall.value.Scan.Refused;

/// Turns what stands between quotes into the string that is meant.
final class Unescape {
    private final Scan scan;
    private final String text;
    private final int from;
    private final int to;
    private final boolean raw;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private char quote;
    private boolean lines;
    private boolean kept;
    private boolean changed;

    Unescape(Scan scan, int from, int to, boolean raw) {
        this(scan, scan.text(), from, to, raw);
    }

    private Unescape(Scan scan, String text, int from, int to, boolean raw) {
        this.scan = scan;
        this.text = text;
        this.from = from;
        this.at = from;
        this.to = to;
        this.raw = raw;
    }

    /// A string that had been escaped twice, after the first time.
    static Unescape again(String once, Scan scan) {
        return new Unescape(scan, once, 0, once.length(), false).lines();
    }

    /// Names a bare quote of that kind inside the string.
    Unescape quotedBy(char quote) {
        this.quote = quote;
        return this;
    }

    /// Allows line breaks.
    Unescape lines() {
        this.lines = true;
        return this;
    }

    /// In a path of Windows, of which a backslash is none of an escape, no other one is either.
    String text() throws Refused {
        int plain = at;
        while (plain < to && plain(text.charAt(plain))) {
            plain++;
        }
        out.append(text, at, plain);
        at = plain;
        while (at < to) {
            char c = text.charAt(at);
            if (c == '\\' && !raw) {
                escape();
            } else {
                bare(c);
            }
        }
        boolean path = kept && changed && out.length() > 2 && out.charAt(1) == ':';
        return path ? text.substring(from, to) : out.toString();
    }

    private boolean plain(char c) {
        return c != '\\' && c >= ' ' && c != quote;
    }

    private void bare(char c) throws Refused {
        if (c < ' ' && !lines && (c == '\n' || c == '\r' || !scan.python())) {
            scan.repair(Repair.RAW_NEWLINE);
        }
        if (c == quote) {
            boolean doubled = at >= 2 && text.charAt(at - 1) == '\\' && text.charAt(at - 2) == '\\' && !out.isEmpty();
            scan.repair(doubled ? Repair.DOUBLED_ESCAPES : Repair.INNER_QUOTE);
            if (doubled) {
                out.setLength(out.length() - 1);
            }
        }
        out.append(c);
        at++;
    }

    private void escape() throws Refused {
        char c = at + 1 < to ? text.charAt(at + 1) : 0;
        at += 2;
        changed |= c != 0 && "ntrbf".indexOf(c) >= 0;
        switch (c) {
            case '"', '\\' -> out.append(c);
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'u' -> code(4, 'u');
            case '/' -> {
                invalidIn(Notation.PYTHON);
                out.append('/');
            }
            case '\'' -> {
                invalidIn(Notation.JSON);
                out.append('\'');
            }
            case '\n' -> invalidIn(Notation.JSON);
            case 'x' -> {
                invalidIn(Notation.JSON);
                code(2, 'x');
            }
            case 'U' -> {
                invalidIn(Notation.JSON);
                code(8, 'U');
            }
            default -> unknown(c);
        }
    }

    /// Markdown escapes the underscores of names; any other sign keeps its backslash, as in Python.
    private void unknown(char c) throws Refused {
        scan.repair(Repair.INVALID_ESCAPE);
        if (c != '_') {
            kept = true;
            out.append('\\');
        }
        if (c != 0) {
            out.append(c);
        }
    }

    private void invalidIn(Notation notation) throws Refused {
        if (scan.python() == (notation == Notation.PYTHON)) {
            scan.repair(Repair.INVALID_ESCAPE);
        }
    }

    private void code(int digits, char letter) throws Refused {
        long code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at + i < to ? Character.digit(text.charAt(at + i), 16) : -1;
            if (digit < 0 || text.charAt(at + i) > 'f') {
                unknown(letter);
                return;
            }
            code = code * 16 + digit;
        }
        if (code > Character.MAX_CODE_POINT) {
            unknown(letter);
            return;
        }
        at += digits;
        out.appendCodePoint((int) code);
    }
}

package dev.belay.toolcall.dialect.json;

import dev.belay.toolcall.dialect.Source;

/// The name that stands directly before a value: `name\n{…}`, `name: {…}`, a name before a fence.
final class LeadName {
    private static final int FARTHEST = 160;

    /// Of looking back for a name, in looks.
    private static final int COST = 20;

    private static final int LONGEST_LABEL = 40;

    private LeadName() {}

    /// @param start first place of the name, and on a line of its own of what decorates it
    record Lead(String name, int start) {}

    /// @return `null` unless an offered name stands there on a line of its own, or after a semicolon
    static Lead before(Source source, int at) {
        String text = source.text();
        int end = at;
        int farthest = Math.max(0, at - FARTHEST);
        if (!source.spend(COST)) {
            return null;
        }
        while (end > farthest && decoration(text.charAt(end - 1), source, end - 1)) {
            end--;
        }
        end = withoutWord(text, end, farthest);
        int start = end;
        while (start > farthest && (Source.nameCharacter(text.charAt(start - 1)) || text.charAt(start - 1) == ':')) {
            start--;
        }
        int line = start;
        while (line > 0 && "*`#\"'-> \t[(".indexOf(text.charAt(line - 1)) >= 0) {
            line--;
        }
        line = withoutLabel(text, line);
        boolean ownLine = line == 0 || text.charAt(line - 1) == '\n';
        if (start == end || !ownLine && text.charAt(line - 1) != ';') {
            return null;
        }
        String name = text.substring(start, end);
        return source.tools().find(name) == null ? null : new Lead(name, ownLine ? line : start);
    }

    /// The last offered name that is mentioned shortly before.
    static String mentioned(Source source, int at) {
        int end = at;
        int farthest = Math.max(0, at - FARTHEST);
        if (!source.spend(FARTHEST)) {
            return null;
        }
        while (end > farthest) {
            int start = end;
            while (start > farthest && Source.nameCharacter(source.text().charAt(start - 1))) {
                start--;
            }
            int stop = end;
            while (stop > start && source.sees('.', stop - 1)) {
                stop--;
            }
            String name = source.between(start, stop);
            if (source.tools().offers(name)) {
                return name;
            }
            end = start - 1;
        }
        return null;
    }

    private static boolean decoration(char c, Source source, int at) {
        return Character.isWhitespace(c)
                || "*`:\"'=-".indexOf(c) >= 0
                || source.layout().fence(at, true) != null && source.layout().fence(at, false) == null && c != '\n';
    }

    /// Before the value may stand what says that it holds the arguments.
    private static int withoutWord(String text, int end, int farthest) {
        for (String word : new String[] {"arguments", "parameters", "args", "input", "params"}) {
            int start = end - word.length();
            if (start > farthest && text.regionMatches(true, start, word, 0, word.length())) {
                int at = start;
                while (at > farthest
                        && (Character.isWhitespace(text.charAt(at - 1))
                                || "*`,\"'-".indexOf(text.charAt(at - 1)) >= 0)) {
                    at--;
                }
                return at == start ? end : at;
            }
        }
        return end;
    }

    /// Before the name may stand what says that it is one.
    private static int withoutLabel(String text, int line) {
        int start = line;
        while (start > 0 && line - start <= LONGEST_LABEL && text.charAt(start - 1) != '\n') {
            start--;
        }
        if (line - start > LONGEST_LABEL || line == start) {
            return line;
        }
        String label = bare(text.substring(start, line));
        return switch (label) {
            case "function",
                    "tool",
                    "name",
                    "function name",
                    "tool name",
                    "call",
                    "function call",
                    "tool call",
                    "action" -> start;
            default -> line;
        };
    }

    /// Letters and single spaces, in lower case.
    private static String bare(String label) {
        StringBuilder bare = new StringBuilder(label.length());
        for (char c : label.toCharArray()) {
            if (Character.isLetter(c)) {
                bare.append(Character.toLowerCase(c));
            } else if (!bare.isEmpty() && bare.charAt(bare.length() - 1) != ' ') {
                bare.append(' ');
            }
        }
        return bare.toString().strip();
    }
}

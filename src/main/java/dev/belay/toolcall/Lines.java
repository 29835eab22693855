package dev.belay.toolcall;

import dev.belay.toolcall.dialect.Source;
import dev.belay.toolcall.match.Toolbox;
import java.util.List;
import java.util.Locale;

/// Judges whole lines of a text that is still coming.
final class Lines {
    private static final List<String> LABELS = List.of(
            "action", "function", "tool", "name", "call", "functools", "arguments", "parameters", "input", "args");

    private static final int LONGEST_NAME = 256;

    /// The only mark of calls that looks like a word, which is one where the list follows at once.
    static final String OPENING_WORD = "functools";

    /// Of names and namespaces, beside those that are part of names.
    private static final String SEPARATORS = ":/\\：";

    private Lines() {}

    /// Whether a line can begin, hold or announce a call.
    static boolean mayCall(String line, Toolbox tools) {
        return line.contains("```")
                || line.indexOf('<') >= 0
                || line.indexOf('&') >= 0
                || label(line.strip())
                || unbalanced(line, '{', '}')
                || unbalanced(line, '[', ']')
                || line.indexOf('｛') >= 0
                || unbalanced(line, '［', '］')
                || unbalanced(line, '【', '】')
                || unbalanced(line, '（', '）')
                || opens(line)
                || line.contains("[TOOL_CALLS]")
                || Thoughts.begins(line)
                || line.stripTrailing().endsWith(OPENING_WORD)
                || names(line, tools);
    }

    /// Whether a line begins with a word that announces a name or arguments.
    static boolean label(String line) {
        int start = 0;
        while (start < line.length() && !Character.isLetter(line.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < line.length() && Character.isLetter(line.charAt(end))) {
            end++;
        }
        return LABELS.contains(line.substring(start, end).toLowerCase(Locale.ROOT));
    }

    /// A bracket that stays open, or a member in brackets.
    private static boolean unbalanced(String line, char open, char close) {
        long opened = line.chars().filter(c -> c == open).count();
        return opened != line.chars().filter(c -> c == close).count() || opened > 0 && open == '{';
    }

    /// Whether a tuple may begin at the end of a line: nothing with letters stands in its parenthesis yet.
    private static boolean opens(String line) {
        int open = line.lastIndexOf('(');
        return open >= 0 && line.chars().skip(open + 1L).noneMatch(c -> c == ')' || Character.isLetterOrDigit(c));
    }

    /// Whether a tool is named anywhere in a text, also after any mark, as in `so;pay`, or with escapes or wide colons.
    static boolean names(String text, Toolbox tools) {
        return names(text, tools, Source::nameCharacter)
                || separated(text)
                        && names(text.replace('：', ':'), tools, c -> separates(c) || Source.nameCharacter(c));
    }

    /// Whether anything in a text may separate a namespace from a name. Where nothing does, it is read the same both
    /// ways.
    private static boolean separated(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (separates(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean separates(char c) {
        return SEPARATORS.indexOf(c) >= 0;
    }

    private static boolean names(String line, Toolbox tools, NameCharacters characters) {
        int at = 0;
        while (at < line.length()) {
            int end = at;
            while (end < line.length() && characters.hold(line.charAt(end))) {
                end++;
            }
            if (end > at && named(line.substring(at, end), tools)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /// What a name is made of, in a form that may separate a namespace with other marks.
    @FunctionalInterface
    private interface NameCharacters {
        boolean hold(char c);
    }

    /// Whether a word is a tool's name, whatever namespaces stand before it.
    private static boolean named(String word, Toolbox tools) {
        String rest = word.length() > LONGEST_NAME ? "" : word;
        while (!rest.isEmpty()) {
            if (tools.find(rest) != null) {
                return true;
            }
            int dot = rest.indexOf('.');
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
        return false;
    }
}

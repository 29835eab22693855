package dev.belay.toolcall.dialect.prose;

import java.util.List;
import java.util.Locale;

/// Whether the words around a call in a sentence say that it is not to be made: an example, a possibility, a denial.
final class Hedge {
    private static final int BEFORE = 120;
    private static final int AFTER = 60;
    private static final List<String> LEADS = List.of(
            "could ",
            "might ",
            "for example",
            "e.g.",
            "for instance",
            "such as",
            "instead of",
            "rather than",
            "don't",
            "do not",
            "cannot",
            "can't",
            "not call",
            "not use",
            "no need",
            "avoid",
            "never",
            "unless",
            "would you like",
            "do you want",
            "shall i",
            "should i",
            "if you",
            "once you",
            "when you",
            "if it could");
    private static final List<String> TRAILS =
            List.of(" but ", " is not ", "isn't", "doesn't", "does not", " would need", "cannot", "can't");

    private static final List<String> DROPS =
            List.of("however", "but ", "unfortunately", "please ", "i need", "i do not");

    private Hedge() {}

    static boolean around(String text, int start, int end) {
        String before = text.substring(sentence(text, start), start).toLowerCase(Locale.ROOT);
        String after = text.substring(end, sentenceEnd(text, end)).toLowerCase(Locale.ROOT);
        return LEADS.stream().anyMatch((" " + before)::contains)
                || TRAILS.stream().anyMatch(after::contains);
    }

    /// Whether the words before it announce an example.
    static boolean example(String before) {
        String words = before.toLowerCase(Locale.ROOT);
        return words.contains("e.g.") || words.contains("example") || words.contains("for instance");
    }

    /// Whether the words before it announce an example, and those after it say that it was no more than that.
    static boolean dropped(String text, int start, int end) {
        int to = end;
        while (to < text.length() && to - end < AFTER && !Character.isLetter(text.charAt(to))) {
            to++;
        }
        String after = text.substring(to, Math.min(text.length(), to + AFTER)).toLowerCase(Locale.ROOT);
        return example(text.substring(sentence(text, start), start))
                && DROPS.stream().anyMatch(after::startsWith);
    }

    private static int sentence(String text, int start) {
        int at = start;
        while (at > 0 && start - at < BEFORE && !ends(text, at - 1)) {
            at--;
        }
        return at;
    }

    private static int sentenceEnd(String text, int end) {
        int at = end;
        while (at < text.length() && at - end < AFTER && !ends(text, at)) {
            at++;
        }
        return at;
    }

    private static boolean ends(String text, int at) {
        char c = text.charAt(at);
        boolean abbreviates = c == '.' && at > 1 && text.charAt(at - 2) == '.';
        boolean stop = c == '.' && !abbreviates || c == '!' || c == '?' || c == '\u3002';
        return c == '\n' || stop && (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)));
    }
}

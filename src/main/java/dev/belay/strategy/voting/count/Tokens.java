package dev.belay.strategy.voting.count;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a text.
final class Tokens {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+(?:['’]\\p{L}+)?");

    /// Words that change with the style of whoever writes, not with what is said.
    private static final Set<String> EMPTY = Set.of(
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "been",
            "by",
            "for",
            "from",
            "has",
            "have",
            "i",
            "in",
            "is",
            "it",
            "its",
            "of",
            "on",
            "or",
            "so",
            "that",
            "the",
            "their",
            "then",
            "there",
            "therefore",
            "this",
            "to",
            "was",
            "were",
            "which",
            "will",
            "with",
            "you",
            "your",
            "answer",
            "result");

    private static final Set<String> NO = Set.of(
            "no", "not", "never", "none", "nothing", "neither", "nor", "cannot", "without", "nicht", "nein", "kein",
            "keine", "nie");

    private Tokens() {}

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// @return whether the text says no
    static boolean into(Set<String> words, String text) {
        boolean negated = false;
        Matcher word = WORD.matcher(lower(text));
        while (word.find()) {
            String one = word.group().replace('’', '\'');
            if (NO.contains(one) || one.endsWith("n't")) {
                negated = true;
            } else if (!EMPTY.contains(one)) {
                words.add(one);
            }
        }
        return negated;
    }
}

package dev.belay.strategy.voting.meaning;

import java.util.List;
import java.util.regex.Pattern;

/// A word without the endings by which it is bent: enough to find `stopped` where `stop` is looked for.
final class Stem {
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s", "e");
    private static final int SHORTEST = 3;
    private static final Pattern DOUBLED = Pattern.compile(".*([bdgmnprt])\\1");

    private Stem() {}

    /// @param word in lower case
    static String of(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST) {
                String stem = word.substring(0, word.length() - ending.length());
                return DOUBLED.matcher(stem).matches() ? stem.substring(0, stem.length() - 1) : stem;
            }
        }
        return word;
    }
}

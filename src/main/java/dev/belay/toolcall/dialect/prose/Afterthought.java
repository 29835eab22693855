package dev.belay.toolcall.dialect.prose;

import java.util.List;
import java.util.Locale;

/// The words between two calls that say how the second stands to the first: in its place, or as something that could
/// also be done.
public final class Afterthought {
    /// How many characters before a call are looked at.
    public static final int LOOK = 300;

    private static final List<String> CORRECTING = List.of(
            "actually, ",
            "correction:",
            "let me correct",
            "i made a mistake",
            "i made an error",
            "i apologize",
            "my apologies",
            "wait, ",
            "oops",
            "corrected",
            "the correct call",
            "the correct function call",
            "should instead be",
            "更正");
    private static final List<String> OFFERING = List.of(
            "alternatively",
            "for example",
            "for instance",
            "e.g.",
            "if you want",
            "if you need",
            "if you'd like",
            "if you would like",
            "if you prefer",
            "if you wish",
            "if you meant",
            "if you were",
            "another example",
            "other example",
            "you can also",
            "you could also",
            "or, if",
            "或者");

    private Afterthought() {}

    /// Whether what follows takes the place of what was said before.
    public static boolean corrects(String words) {
        return holds(words, CORRECTING);
    }

    /// Whether what follows is an example or an offer.
    public static boolean offers(String words) {
        return holds(words, OFFERING);
    }

    private static boolean holds(String words, List<String> signs) {
        if (words.isBlank()) {
            return false;
        }
        String lower = words.toLowerCase(Locale.ROOT);
        return signs.stream().anyMatch(lower::contains);
    }
}

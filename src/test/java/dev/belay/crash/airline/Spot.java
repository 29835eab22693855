package dev.belay.crash.airline;

import java.util.Locale;
import java.util.function.Predicate;

/// Where in a tool call the process dies. Each can be cut before and after, the first only before.
enum Spot {
    MODEL_ASKED(_ -> false),
    DECISION_WRITTEN(text -> text.contains("insert into journal ") && says(text, "decision")),
    EFFECT_CLAIMED(text -> text.contains("insert into effect ")),
    RESULT_WRITTEN(text -> text.contains("insert into journal ") && says(text, "tool_done")),
    EFFECT_COMMITTED(_ -> true);

    private static final String COMMIT = "\ncommit\n";

    private final Predicate<String> seen;

    Spot(Predicate<String> seen) {
        this.seen = seen;
    }

    /// Whether a frame to the database is it.
    boolean is(String text) {
        return !text.startsWith("commit") && text.endsWith(COMMIT) == (this == EFFECT_COMMITTED) && seen.test(text);
    }

    /// Whether there is such a place in a call.
    ///
    /// @param acts whether the tool has an effect, which is committed with its record
    /// @param refused whether it says no, so that everything is rolled back
    boolean occurs(boolean acts, boolean refused) {
        return switch (this) {
            case MODEL_ASKED, DECISION_WRITTEN -> true;
            case EFFECT_CLAIMED -> acts;
            case RESULT_WRITTEN -> !acts || refused;
            case EFFECT_COMMITTED -> acts && !refused;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// A parameter is a line of its own.
    private static boolean says(String text, String parameter) {
        return text.contains("\n" + parameter + "\n");
    }
}

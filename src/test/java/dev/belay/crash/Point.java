package dev.belay.crash;

import java.util.Locale;
import java.util.function.Predicate;

/// A point of a run that can be cut before and after, as it is seen from outside.
sealed interface Point permits LoopPoint, ProgramPoint, StrategyPoint, ApprovalPoint {

    /// Where a point can be seen.
    enum Channel {
        DATABASE,
        TOOL,
        PROVIDER
    }

    String name();

    int ordinal();

    /// @param effect of the tool of the run: what a transactional one does is seen at the database
    boolean is(Channel at, String text, Effect effect);

    /// Whether there is such a point in runs of this class.
    boolean occursWith(Effect effect);

    /// How often the point is passed up to the one that is meant.
    ///
    /// @param calls tool calls of the run
    /// @param call the one that is hit, from 1
    int occurrence(int calls, int call);

    /// How long a run may stand here before its own time limits move it on, or it keeps others from going on; the
    /// shortest are parked last.
    int patience();

    /// Whether nobody can know if an `UNSAFE` effect that was hit here happened.
    ///
    /// @param passed what the outside saw of the point
    boolean leavesDoubt(boolean passed);

    default String moment(boolean before) {
        return before ? "before" : "after";
    }

    /// Place in its table, from 1.
    default int number() {
        return ordinal() + 1;
    }

    default String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Predicate<String> journals(String kind) {
        return text -> text.contains("insert into journal ") && says(text, kind);
    }

    /// A parameter is a line of its own.
    static boolean says(String text, String parameter) {
        return text.contains("\n" + parameter + "\n");
    }
}

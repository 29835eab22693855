package dev.belay.statistics.experiment;

import java.util.Locale;

/// What came of a shadow, next to its run.
public enum ShadowEnd {
    /// It said the same, after the same calls that act.
    AGREED,
    /// It said something else.
    ANSWER_DIFFERS,
    /// It wanted to make a call that the run did not make, and ended there.
    CALL_DIFFERS,
    /// It answered without a call that the run acted by.
    CALL_MISSING,
    /// It answered, and the run did not.
    ALONE,
    /// It fell, and the run answered.
    FAILED,
    /// Neither answered.
    BOTH_FAILED,
    /// It was not tried, or was given up, for lack of room, time or money; or nothing can be compared.
    DROPPED;

    /// As it is written in the database and to people.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it answered.
    public boolean succeeded() {
        return this == AGREED || this == ANSWER_DIFFERS || this == CALL_MISSING || this == ALONE;
    }

    /// Whether it can be said if both did the same.
    public boolean compared() {
        return this == AGREED || this == ANSWER_DIFFERS || this == CALL_DIFFERS || this == CALL_MISSING;
    }
}

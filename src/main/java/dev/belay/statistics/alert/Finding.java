package dev.belay.statistics.alert;

import dev.belay.exchange.health.Subject;
import java.util.Objects;

/// What somebody who looked found of a subject: that something is wrong with it, or is not.
///
/// @param cause as of [dev.belay.exchange.health.HealthEvent.Alert]
/// @param what is wrong and what to check, for people; `null` if it is well
record Finding(Subject subject, String cause, String what) {

    static Finding wrong(Subject subject, String cause, String what) {
        return new Finding(subject, cause, Objects.requireNonNull(what));
    }

    static Finding well(Subject subject, String cause) {
        return new Finding(subject, cause, null);
    }

    boolean isWrong() {
        return what != null;
    }
}

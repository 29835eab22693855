package dev.belay.health;

import java.time.Duration;

/// A row of the table `health` as it was read. Times are what was left of them by the database's clock.
///
/// @param version grows with each change; 0 for a row that is not there
/// @param left until one may probe; negative once one may
/// @param probe the process that may, or `null`
/// @param probeLeft until another process may instead
record Row(String subject, long version, boolean open, Duration left, int successes, String probe, Duration probeLeft) {

    /// Nothing was ever wrong with it.
    static Row well(String subject) {
        return new Row(subject, 0, false, Duration.ZERO, 0, null, Duration.ZERO);
    }
}

package dev.belay.run.follow;

import java.time.Duration;

/// A run's history, read as it grows. Used by one thread.
public interface Happenings extends AutoCloseable {

    /// Waits for the next one.
    ///
    /// @return `null` if none came within `timeout` while the run is live
    /// @throws java.util.NoSuchElementException if the run is no longer live and everything has been read
    Happening next(Duration timeout);

    @Override
    void close();
}

package dev.belay.run;

import dev.belay.journal.Entry;
import java.time.Duration;

/// A run's journal, read as it grows. Used by one thread.
public interface Happenings extends AutoCloseable {

    /// Waits for the next entry.
    ///
    /// @return `null` if none came within `timeout` while the run is live
    /// @throws java.util.NoSuchElementException if the run is no longer live and everything has been read
    Entry next(Duration timeout);

    @Override
    void close();
}

package dev.belay.journal;

import java.time.Duration;
import java.util.List;

/// Journals as they grow, for those who watch a run.
public interface JournalFeed {

    /// Entries with `seq > after`, oldest first. If there are none yet, waits for the first of them.
    ///
    /// @return empty if none came within `timeout`, or none will come because this process has just stopped
    ///     working on the run
    /// @throws JournalUnavailable if the run is not worked on here and the database does not answer
    List<Entry> next(String runId, long after, Duration timeout);

    /// Whether this process works on the run.
    boolean writing(String runId);
}

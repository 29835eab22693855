package dev.belay.journal;

import java.util.List;

/// All journals: those being written by this process, and those that can be read.
public interface Journals {

    /// Begins the journal of a new run.
    ///
    /// @param durable whether every entry is committed before the run goes on
    RunJournal open(String runId, boolean durable);

    /// The journal of a run that this process works on.
    ///
    /// @throws IllegalStateException if it does not
    RunJournal of(String runId);

    /// Entries of any run with `seq > after`, oldest first; empty if there is none.
    List<Entry> read(String runId, long after);
}

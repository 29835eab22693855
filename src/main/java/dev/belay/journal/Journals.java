package dev.belay.journal;

import java.util.List;

/// All journals: those being written by this process, and those that can be read.
public interface Journals {

    /// Begins the journal of a new run.
    ///
    /// @param fence number under which this process works on the run, which its row carries: every entry is then
    ///     committed before the run goes on. 0 if only a summary is written afterwards
    RunJournal open(String runId, long fence);

    /// Takes up the journal that another process, or an earlier piece of work on the run, wrote.
    ///
    /// @param fence number that the run's row carries now
    /// @throws JournalUnavailable if what was written before could not be read
    RunJournal resume(String runId, long fence);

    /// The journal of a run that this process works on.
    ///
    /// @throws IllegalStateException if it does not
    RunJournal of(String runId);

    /// The same, as a branch of the run sees and writes it.
    ///
    /// @param branch its number; 0 is the run itself
    default RunJournal of(String runId, int branch) {
        RunJournal run = of(runId);
        return branch == 0 ? run : run.branch(branch);
    }

    /// Entries of any run with `seq > after`, oldest first; empty if there is none.
    List<Entry> read(String runId, long after);
}

package dev.belay.journal.fence;

import java.util.function.LongConsumer;

/// The right of this process to work on runs: a lease in the database with a fencing number. Thread-safe.
///
/// The number only grows: a process whose lease was ended by others gets a new one, and what it began under the old
/// one is refused.
public interface Lease {

    /// The number under which work begins now; gets a lease if this process has none.
    ///
    /// @throws dev.belay.journal.JournalUnavailable if the database did not answer
    long fence();

    /// Makes sure that what was begun under this number still belongs to this process. Costs nothing while the lease
    /// is fresh by both of this process' clocks; otherwise the database is asked.
    ///
    /// @throws dev.belay.exchange.ControlFlow.Disowned if it does not
    /// @throws dev.belay.journal.JournalUnavailable if that is not known
    void check(long fence);

    /// Ends the leases of processes that did not renew theirs.
    ///
    /// @throws dev.belay.journal.JournalUnavailable if the database did not answer
    void endOverdue();

    /// Gives the lease back: others may take what is left at once.
    void release();

    /// Has `listener` told the number of a lease that was lost.
    void onLoss(LongConsumer listener);
}

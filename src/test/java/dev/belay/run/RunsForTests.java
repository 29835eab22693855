package dev.belay.run;

import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.fence.Lease;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;

/// Real registries of runs for tests of other packages.
public final class RunsForTests {
    private RunsForTests() {}

    public static RunRegistry registry(Database database, Lease lease, Workers workers) {
        Journals journals = JournalsForTests.on(database);
        Books books = new Books(journals, LedgerForTests.on(database, journals), lease);
        return new RunRegistry(database, books, Time.SYSTEM, new Ids(Time.SYSTEM.wall()), workers);
    }

    /// The lease of a process that lives.
    public static Lease lease(long fence) {
        return new FixedLease(fence);
    }
}

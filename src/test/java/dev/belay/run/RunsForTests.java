package dev.belay.run;

import dev.belay.journal.JournalsForTests;
import dev.belay.journal.fence.Lease;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;

/// Real registries of runs for tests of other packages.
public final class RunsForTests {
    private RunsForTests() {}

    public static RunRegistry registry(Database database, Lease lease, Workers workers) {
        return registry(database, lease, workers, LedgerForTests.on(database, JournalsForTests.on(database)));
    }

    public static RunRegistry registry(Database database, Lease lease, Workers workers, EffectLedger ledger) {
        Books books = new Books(JournalsForTests.on(database), ledger, lease);
        return new RunRegistry(database, books, Time.SYSTEM, new Ids(Time.SYSTEM.wall()), workers);
    }

    /// The lease of a process that lives.
    public static Lease lease(long fence) {
        return new FixedLease(fence);
    }
}

package dev.belay.ledger;

import dev.belay.journal.Journals;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;

/// A real ledger for tests of other packages.
public final class LedgerForTests {
    private LedgerForTests() {}

    public static EffectLedger on(Database database, Journals journals) {
        return on(database, journals, Time.SYSTEM);
    }

    public static EffectLedger on(Database database, Journals journals, Time time) {
        return new StoredLedger(database, journals, time, Pause.REAL, new Ids(Time.SYSTEM.wall()));
    }
}

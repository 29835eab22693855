package dev.belay.journal;

import dev.belay.platform.Database;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;

/// Real journals for tests of other packages.
public final class JournalsForTests {
    private JournalsForTests() {}

    public static Journals on(Database database) {
        return new StoredJournals(database, Time.SYSTEM, Pause.REAL);
    }

    public static JournalFeed feed(Journals journals) {
        return (StoredJournals) journals;
    }
}

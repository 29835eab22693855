package dev.belay.journal;

import dev.belay.journal.fence.OwnedRun;
import dev.belay.platform.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// The table `journal`. Every method is one statement.
final class JournalTable {
    private static final String INSERT = "with " + OwnedRun.OWNED + """

            insert into journal (run_id, seq, at, kind, fact) select ?, ?, ?, ?, ?::json from owned""";
    private static final String READ = "select seq, at, fact from journal where run_id = ? and seq > ? order by seq";

    private final Database database;

    JournalTable(Database database) {
        this.database = database;
    }

    /// @return false if the run does not carry the number; nothing was written then
    boolean insert(String runId, Entry entry, long fence) throws SQLException {
        UUID run = UUID.fromString(runId);
        return database.update(
                        INSERT,
                        run,
                        fence,
                        run,
                        entry.seq(),
                        entry.at(),
                        Facts.kind(entry.fact()),
                        Facts.json(entry.fact()))
                == 1;
    }

    List<Entry> read(String runId, long after) throws SQLException {
        return database.query(
                READ,
                row -> new Entry(
                        row.getLong("seq"),
                        row.getObject("at", java.time.OffsetDateTime.class).toInstant(),
                        Facts.read(row.getString("fact"))),
                UUID.fromString(runId),
                after);
    }
}

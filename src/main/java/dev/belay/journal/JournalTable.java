package dev.belay.journal;

import dev.belay.platform.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// The table `journal`. Every method is one statement.
final class JournalTable {
    /// The lock on the run's row keeps a takeover from slipping in between the look and the write.
    private static final String INSERT = """
            insert into journal (run_id, seq, at, kind, fact)
            select ?, ?, ?, ?, ?::json from run where id = ? and owner = ? for share""";
    private static final String INSERT_ALL = """
            insert into journal (run_id, seq, at, kind, fact)
            select ?, seq::bigint, at::timestamptz, kind, fact::json
            from unnest(?, ?, ?, ?) as entry (seq, at, kind, fact)
            on conflict do nothing""";
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
                        entry.seq(),
                        entry.at(),
                        Facts.kind(entry.fact()),
                        Facts.json(entry.fact()),
                        run,
                        fence)
                == 1;
    }

    void insertAll(String runId, List<Entry> entries) throws SQLException {
        database.update(
                INSERT_ALL,
                UUID.fromString(runId),
                column(entries, entry -> Long.toString(entry.seq())),
                column(entries, entry -> entry.at().toString()),
                column(entries, entry -> Facts.kind(entry.fact())),
                column(entries, entry -> Facts.json(entry.fact())));
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

    private static String[] column(List<Entry> entries, java.util.function.Function<Entry, String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }
}

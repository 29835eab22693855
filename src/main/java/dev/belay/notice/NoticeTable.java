package dev.belay.notice;

import dev.belay.platform.Database;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Notices that are not delivered yet. Triggers write them; see `V6__notices.sql`.
final class NoticeTable {
    private static final String FIND = """
            select n.*, a.kind, a.tool, a.risk, a.reasons, a.shown_arguments, e.tool as effect_tool, e.effect_class,
                e.arguments as effect_arguments, l.kind || ':' || l.subject as alarmed, l.cause, l.what
            from notice n left join approval a on a.id = n.approval left join effect e on e.key = n.effect
                left join alert l on l.id = n.alert
            where n.id = ?""";

    /// The database says when, as it does for all timers.
    private static final String AGAIN = """
            update notice set attempts = attempts + 1, done = ? where id = ?
            returning now() + ? * interval '1 millisecond' as next""";

    private final Database database;

    NoticeTable(Database database) {
        this.database = database;
    }

    Optional<Notice> find(String id) throws SQLException {
        return database.query(FIND, NoticeTable::read, UUID.fromString(id)).stream()
                .findFirst();
    }

    /// @param done names of the ways on which nothing is left to do
    /// @return when it is tried again; empty if somebody else has finished it
    Optional<Instant> again(String id, List<String> done, Duration wait) throws SQLException {
        return database
                .query(
                        AGAIN,
                        row -> Database.instant(row, "next"),
                        done.toArray(String[]::new),
                        UUID.fromString(id),
                        wait.toMillis())
                .stream()
                .findFirst();
    }

    /// A moment from now, by the database's clock.
    Instant soon(Duration wait) throws SQLException {
        String soon = "select now() + ? * interval '1 millisecond' as soon";
        return database.query(soon, row -> Database.instant(row, "soon"), wait.toMillis())
                .getFirst();
    }

    /// For how long it has been tried; zero if somebody else has finished it.
    Duration age(String id) throws SQLException {
        String age = "select extract(epoch from now() - at) * 1000 as age from notice where id = ?";
        return database.query(age, row -> Duration.ofMillis(row.getLong("age")), UUID.fromString(id)).stream()
                .findFirst()
                .orElse(Duration.ZERO);
    }

    void delete(String id) throws SQLException {
        database.update("delete from notice where id = ?", UUID.fromString(id));
    }

    private static Notice read(ResultSet row) throws SQLException {
        return new Notice(
                row.getString("id"),
                row.getString("type"),
                Database.instant(row, "at"),
                row.getString("run_id"),
                new Notice.About(
                        row.getString("approval") == null ? null : approval(row),
                        row.getString("effect") == null ? null : doubt(row),
                        row.getString("alert") == null ? null : alarm(row)),
                row.getString("state"),
                row.getInt("attempts"),
                texts(row.getArray("done")));
    }

    private static Notice.Approval approval(ResultSet row) throws SQLException {
        return new Notice.Approval(
                row.getString("approval"),
                row.getString("kind"),
                row.getString("tool"),
                row.getString("risk"),
                row.getString("reasons"),
                row.getString("shown_arguments"),
                row.getString("reviewers"),
                Database.instant(row, "decide_by"),
                row.getString("decided_by"));
    }

    private static Notice.Doubt doubt(ResultSet row) throws SQLException {
        return new Notice.Doubt(
                row.getString("effect"),
                row.getString("effect_tool"),
                row.getString("effect_class"),
                row.getString("effect_arguments"));
    }

    private static Notice.Alarm alarm(ResultSet row) throws SQLException {
        return new Notice.Alarm(row.getString("alarmed"), row.getString("cause"), row.getString("what"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}

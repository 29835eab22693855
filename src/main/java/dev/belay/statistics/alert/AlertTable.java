package dev.belay.statistics.alert;

import dev.belay.exchange.health.Subject;
import dev.belay.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The table `alert`. A trigger writes the notices, see `V14__statistics.sql`.
final class AlertTable {
    private static final String RAISE = """
            insert into alert (id, kind, subject, cause, what, raised_at)
            values (gen_random_uuid(), ?, ?, ?, ?, clock_timestamp())
            on conflict (kind, subject, cause) where cleared_at is null do nothing""";

    private static final String TELL = """
            insert into alert (id, kind, subject, cause, what, raised_at, cleared_at)
            values (gen_random_uuid(), ?, ?, ?, ?, clock_timestamp(), clock_timestamp())""";

    private static final String CLEAR = """
            update alert set cleared_at = clock_timestamp()
            where kind = ? and subject = ? and cause = ? and cleared_at is null""";

    private static final String LIST = """
            select * from alert where (cleared_at is null or ?) order by cleared_at is not null, raised_at desc limit ?""";

    private static final String FORGET = "delete from alert where cleared_at < now() - ? * interval '1 millisecond'";

    private final Database database;

    AlertTable(Database database) {
        this.database = database;
    }

    /// @return false if it is raised already
    boolean raise(Subject subject, String cause, String what) throws SQLException {
        return database.update(RAISE, subject.kindWord(), subject.id(), cause, Database.storable(what)) == 1;
    }

    /// What is told of once and does not stand.
    void tell(Subject subject, String cause, String what) throws SQLException {
        database.update(TELL, subject.kindWord(), subject.id(), cause, Database.storable(what));
    }

    /// @return false if it was not raised
    boolean clear(Subject subject, String cause) throws SQLException {
        return database.update(CLEAR, subject.kindWord(), subject.id(), cause) == 1;
    }

    /// Those that are raised first, then the latest.
    ///
    /// @param cleared whether those that are over are listed, too
    List<Alert> list(boolean cleared, int most) throws SQLException {
        return database.query(LIST, AlertTable::read, cleared, most);
    }

    void forget(Duration keep) throws SQLException {
        database.update(FORGET, keep.toMillis());
    }

    private static Alert read(ResultSet row) throws SQLException {
        Subject.Kind kind = Subject.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
        return new Alert(
                row.getString("id"),
                new Subject(kind, row.getString("subject")),
                row.getString("cause"),
                row.getString("what"),
                Database.instant(row, "raised_at"),
                Database.instant(row, "cleared_at"));
    }
}

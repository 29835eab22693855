package dev.belay.statistics.alert;

import dev.belay.exchange.health.Subject;
import dev.belay.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The table `alert`. A trigger writes the notices, see `V14__statistics.sql`.
final class AlertTable {
    /// Returns the alerts that changed.
    private static final String SETTLE = """
            with cleared as (
                update alert set cleared_at = clock_timestamp()
                from unnest(?, ?, ?) as well (kind, subject, cause)
                where alert.kind = well.kind and alert.subject = well.subject and alert.cause = well.cause
                    and alert.cleared_at is null
                returning alert.kind, alert.subject, alert.cause
            ), raised as (
                insert into alert (id, kind, subject, cause, what, raised_at)
                select gen_random_uuid(), kind, subject, cause, what, clock_timestamp()
                from unnest(?, ?, ?, ?) as wrong (kind, subject, cause, what)
                on conflict (kind, subject, cause) where cleared_at is null do nothing
                returning kind, subject, cause
            )
            select * from cleared union all select * from raised""";

    private static final String TELL = """
            insert into alert (id, kind, subject, cause, what, raised_at, cleared_at)
            values (gen_random_uuid(), ?, ?, ?, ?, clock_timestamp(), clock_timestamp())""";

    private static final String LIST = """
            select * from alert where (cleared_at is null or ?) order by cleared_at is not null, raised_at desc limit ?""";

    private static final String FORGET = "delete from alert where cleared_at < now() - ? * interval '1 millisecond'";

    private final Database database;

    AlertTable(Database database) {
        this.database = database;
    }

    /// Raises what is wrong and clears what is well, in one statement. No subject may be found both for one cause.
    ///
    /// @return those of `found` that were not known: they were not raised, or not cleared
    List<Finding> settle(List<Finding> found) throws SQLException {
        List<Finding> well = inOrder(found.stream().filter(one -> !one.isWrong()));
        List<Finding> wrong = inOrder(found.stream().filter(Finding::isWrong));
        Set<List<String>> changed = new HashSet<>(database.query(
                SETTLE,
                row -> List.of(row.getString("kind"), row.getString("subject"), row.getString("cause")),
                column(well, one -> one.subject().kindWord()),
                column(well, one -> one.subject().id()),
                column(well, Finding::cause),
                column(wrong, one -> one.subject().kindWord()),
                column(wrong, one -> one.subject().id()),
                column(wrong, Finding::cause),
                column(wrong, one -> Database.storable(one.what()))));
        return found.stream()
                .filter(one -> changed.contains(
                        List.of(one.subject().kindWord(), one.subject().id(), one.cause())))
                .toList();
    }

    /// What is told of once and does not stand.
    void tell(Subject subject, String cause, String what) throws SQLException {
        database.update(TELL, subject.kindWord(), subject.id(), cause, Database.storable(what));
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

    /// Two processes that find the same take hold of the rows in the same order.
    private static List<Finding> inOrder(Stream<Finding> found) {
        return found.sorted(Comparator.comparing((Finding one) -> one.subject().key())
                        .thenComparing(Finding::cause))
                .toList();
    }

    private static String[] column(List<Finding> found, Function<Finding, String> value) {
        return found.stream().map(value).toArray(String[]::new);
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

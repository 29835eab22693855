package dev.belay.health;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The table `health` over one connection. Every write is one statement under the condition that the row still has
/// the version that the writer knows; all times are the database's.
final class HealthTable {
    static final String CHANNEL = "belay_health";

    private static final String COLUMNS = """
             subject, version, open, successes, probe,
            (extract(epoch from open_until - clock_timestamp()) * 1000)::bigint as left_ms,
            coalesce((extract(epoch from probe_until - clock_timestamp()) * 1000)::bigint, 0) as probe_left_ms""";
    private static final String LATER = "clock_timestamp() + ? * interval '1 millisecond'";
    private static final String ALL = "select" + COLUMNS + " from health";
    private static final String ONE = ALL + " where subject = ?";
    private static final String OPEN = """
            insert into health (subject, version, open, open_until) values (?, 1, true, %s)
            on conflict (subject) do update set version = health.version + 1, open = true,
                open_until = excluded.open_until, successes = 0, probe = null, probe_until = null
            where health.version = ? and not health.open
            returning""".formatted(LATER) + COLUMNS;
    private static final String TAKE = """
            update health set version = version + 1, probe = ?, probe_until = %s
            where subject = ? and version = ? and open and open_until <= clock_timestamp()
                and (probe is null or probe_until <= clock_timestamp())
            returning""".formatted(LATER) + COLUMNS;
    private static final String RENEW = """
            update health set probe_until = %s where subject = ? and version = ? and probe = ?
            returning""".formatted(LATER) + COLUMNS;
    private static final String FAILED = """
            update health set version = version + 1, open_until = %s, successes = 0, probe = null, probe_until = null
            where subject = ? and version = ? and probe = ?
            returning""".formatted(LATER) + COLUMNS;
    private static final String SUCCEEDED = """
            update health set version = version + 1, successes = successes + 1, open = successes + 1 < ?,
                probe = case when successes + 1 < ? then probe end, probe_until = %s
            where subject = ? and version = ? and probe = ?
            returning""".formatted(LATER) + COLUMNS;

    private final Connection connection;
    private final String process;

    /// @param process who writes
    HealthTable(Connection connection, String process) {
        this.connection = connection;
        this.process = process;
    }

    void listen() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
    }

    List<Row> all() throws SQLException {
        return query(ALL);
    }

    /// Writes what is wished for, or nothing if somebody else was first.
    ///
    /// @return the row as it is now
    Row write(String subject, Wish wish, Terms terms) throws SQLException {
        List<Row> written = change(subject, wish, terms);
        List<Row> now = written.isEmpty() ? query(ONE, subject) : written;
        return now.isEmpty() ? Row.well(subject) : now.getFirst();
    }

    private List<Row> change(String subject, Wish wish, Terms terms) throws SQLException {
        long delay = terms.delay().toMillis();
        long hold = terms.hold().toMillis();
        return switch (wish) {
            case Wish.Open open -> query(OPEN, subject, delay, open.version());
            case Wish.Take take -> query(TAKE, process, hold, subject, take.version());
            case Wish.Renew renew -> query(RENEW, hold, subject, renew.version(), process);
            case Wish.Probed probed
            when probed.well() ->
                query(SUCCEEDED, terms.successes(), terms.successes(), hold, subject, probed.version(), process);
            case Wish.Probed probed -> query(FAILED, delay, subject, probed.version(), process);
        };
    }

    private List<Row> query(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
            return rows;
        }
    }

    private static Row row(ResultSet found) throws SQLException {
        return new Row(
                found.getString("subject"),
                found.getLong("version"),
                found.getBoolean("open"),
                Duration.ofMillis(found.getLong("left_ms")),
                found.getInt("successes"),
                found.getString("probe"),
                Duration.ofMillis(found.getLong("probe_left_ms")));
    }
}

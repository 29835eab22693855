package dev.belay.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Runs single statements, each in a transaction of its own. For hot writes; reads for people go through Panache.
///
/// Call it outside of a transaction: inside one, a statement would commit with it.
public record Database(DataSource source) {

    /// Joined to a statement that nobody waits for: its commit does not wait for the disk. If the database's machine
    /// crashes, the writes of the last moment may be gone, each as a whole.
    public static final String UNHURRIED = "(select set_config('synchronous_commit', 'off', true)) as unhurried";

    /// @return how many rows were written
    public int update(String sql, Object... values) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /// Of several statements that are sent together, and are one transaction then, reads the rows of the first that
    /// returns any.
    public <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<T> found = new ArrayList<>();
            boolean returns = statement.execute();
            while (!returns && statement.getUpdateCount() >= 0) {
                returns = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        }
    }

    /// The text without what PostgreSQL cannot store: a zero character would make every write of the value fail.
    public static String storable(String text) {
        return text == null ? null : text.replace('\u0000', '\ufffd');
    }

    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case Missing(String type) -> statement.setNull(i + 1, Types.OTHER, type);
                case String[] texts ->
                    statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts));
                case null, default -> statement.setObject(i + 1, values[i]);
            }
        }
    }

    /// A null whose type is said. For a null without one, the driver asks the server for the types; of a statement
    /// that returns texts it then expects results too large to be sent for in one go, and sends a round trip ahead
    /// of each execution.
    ///
    /// @param type PostgreSQL's name of it
    public record Missing(String type) {
        public static final Missing UUID = new Missing("uuid");
    }

    /// A moment in a column of the type `timestamptz`, or `null`.
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /// Reads the row that the result set stands on.
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}

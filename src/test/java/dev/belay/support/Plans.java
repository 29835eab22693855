package dev.belay.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// How PostgreSQL goes about a statement where it reads whole tables only if it must, as it does when they are large.
public final class Plans {
    private Plans() {}

    /// @return the plan as text, a line for each step
    public static String of(String sql, Object... values) throws SQLException {
        try (Connection connection = TestDatabase.source().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local enable_seqscan = off");
            }
            try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
                for (int i = 0; i < values.length; i++) {
                    explain.setObject(i + 1, values[i]);
                }
                return text(explain.executeQuery());
            } finally {
                connection.rollback();
            }
        }
    }

    private static String text(ResultSet rows) throws SQLException {
        StringBuilder plan = new StringBuilder();
        while (rows.next()) {
            plan.append(rows.getString(1)).append('\n');
        }
        return plan.toString();
    }
}

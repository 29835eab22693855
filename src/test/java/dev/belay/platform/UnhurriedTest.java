package dev.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class UnhurriedTest {
    private static final String SETTING = "select current_setting('synchronous_commit')";

    @Test
    void holdsForOneStatementOfAConnectionOnly() throws SQLException {
        try (Connection connection = TestDatabase.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = on");
            statement.execute("create temporary table told (setting text)");
            statement.execute("insert into told " + SETTING + " from " + Database.UNHURRIED);
            assertThat(first(statement, "select setting from told")).isEqualTo("off");
            assertThat(first(statement, SETTING)).isEqualTo("on");
        }
    }

    private static String first(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

package dev.belay.platform.transaction;

import dev.belay.platform.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/// A transaction on a connection of its own. Used by one thread; rolled back when closed without a commit.
public final class Transaction implements AutoCloseable {
    private final Connection connection;
    private final Connection lent;
    private boolean open = true;

    private Transaction(Connection connection, Duration limit) {
        this.connection = connection;
        this.lent = LentConnection.of(connection, limit);
    }

    /// @param limit after which a statement is cancelled at the database
    public static Transaction begin(DataSource source, Duration limit) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(false);
            return new Transaction(connection, limit);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// The connection for others to write through: it can neither be committed, rolled back nor closed.
    public Connection lent() {
        return lent;
    }

    /// Statements that belong to the transaction.
    public Database database() {
        return new Database(new LentSource(lent));
    }

    /// @throws SQLException if it is not known whether everything was committed, or nothing
    public void commit() throws SQLException {
        open = false;
        connection.commit();
    }

    /// Writes, and commits, in one round trip. Nothing is committed if the write fails.
    ///
    /// @param sql a statement without a result, and `commit` after a semicolon
    /// @throws SQLException if it is not known whether everything was committed, or nothing
    public void commitWith(String sql, Object... values) throws SQLException {
        database().update(sql, values);
        open = false;
    }

    /// Undoes everything, unless it was committed. Never throws: a connection that cannot say so is gone, and the
    /// database undoes by itself.
    @Override
    public void close() {
        try (connection) {
            if (open) {
                open = false;
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException _) {
            // The pool throws the connection away.
        }
    }
}

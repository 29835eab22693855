package dev.belay.airline.tools;

import dev.belay.tool.ToolFailed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.postgresql.ds.PGSimpleDataSource;

/// Connections for the tools that only read, which the ledger gives none. Configured by environment
/// (`AIRLINE_JDBC_URL`, `AIRLINE_JDBC_USER`, `AIRLINE_JDBC_PASSWORD`) or system properties (`airline.jdbc.url` and so
/// on); the database is Belay's.
public final class ReadConnections {
    public static final ReadConnections SHARED = new ReadConnections();

    private static final int MOST = 8;

    private final Semaphore places = new Semaphore(MOST);
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    private ReadConnections() {}

    /// A read on a connection.
    @FunctionalInterface
    public interface Read<T> {
        T from(Connection connection) throws SQLException, ToolFailed;
    }

    /// Says what has to be set, or `null` if nothing.
    public static String unavailable() {
        return setting("url") == null ? "set AIRLINE_JDBC_URL" : null;
    }

    /// Reads. A connection that was idle may have been cut: then once more on a new one, which a read allows.
    public <T> T read(Read<T> read) throws SQLException, ToolFailed {
        places.acquireUninterruptibly();
        try {
            Connection used = idle.poll();
            if (used != null) {
                try {
                    return read(read, used);
                } catch (SQLException e) {
                    return read(read, open());
                }
            }
            return read(read, open());
        } finally {
            places.release();
        }
    }

    private <T> T read(Read<T> read, Connection connection) throws SQLException, ToolFailed {
        boolean well = false;
        try {
            T result = read.from(connection);
            well = true;
            return result;
        } catch (ToolFailed e) {
            well = true;
            throw e;
        } finally {
            if (well) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    private static Connection open() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(setting("url"));
        if (setting("user") != null) {
            source.setUser(setting("user"));
        }
        if (setting("password") != null) {
            source.setPassword(setting("password"));
        }
        source.setReadOnly(true);
        return source.getConnection();
    }

    private static String setting(String name) {
        String property = System.getProperty("airline.jdbc." + name);
        return property == null ? System.getenv("AIRLINE_JDBC_" + name.toUpperCase(java.util.Locale.ROOT)) : property;
    }
}

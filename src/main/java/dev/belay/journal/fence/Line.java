package dev.belay.journal.fence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/// Renews the lease over a connection of its own: whoever holds the pool's does not keep this process from saying that
/// it lives. Thread-safe. One renewal never waits for another: one that comes while the connection is in use, because
/// it fell silent, opens a new one.
final class Line implements ProcessLease.Renewal, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Line.class);

    private final Opener opener;
    private final AtomicReference<Connection> idle = new AtomicReference<>();
    private volatile boolean closed;

    Line(Opener opener) {
        this.opener = opener;
    }

    /// Opens a connection that belongs to no pool.
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    @Override
    public boolean renew(long fence, Duration length) throws SQLException {
        Connection connection = idle.getAndSet(null);
        boolean well = false;
        try {
            if (connection == null) {
                connection = opener.open();
                connection.setAutoCommit(true);
            }
            // An answer that comes later than this is of no use.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(length.toMillis()));
            boolean held = ProcessTable.renew(connection, fence, length);
            well = true;
            return held;
        } finally {
            if (!well || closed || !idle.compareAndSet(null, connection)) {
                close(connection);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        close(idle.getAndSet(null));
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debugf("a connection could not be closed: %s", e.getMessage());
        }
    }
}

package dev.belay.health;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.platform.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Keeps the gates of this process and the table alike, over one connection of its own that it opens again whenever
/// it is lost. Writes what gates wish for, and reads when the database says that something changed.
///
/// One thread runs it from start to end. Calls never wait for it.
final class Exchange implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("dev.belay.health");
    /// The longest that a wish waits for the thread.
    private static final int BETWEEN_LOOKS_MS = 200;

    private final Health health;
    private final Opener opener;
    private final Pause pause;
    private final Rhythm rhythm;
    private final Cancellation end = new Cancellation();
    private long lastRead;

    /// @param refresh how often all is read although nobody said that it changed
    /// @param patience with a database that does not answer
    record Rhythm(Duration refresh, Duration patience) {}

    /// Opens a connection that belongs to no pool.
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    Exchange(Health health, Opener opener, Pause pause, Rhythm rhythm) {
        this.health = health;
        this.opener = opener;
        this.pause = pause;
        this.rhythm = rhythm;
    }

    /// Returns when it has been closed.
    void run() {
        try {
            while (true) {
                end.check();
                serve();
                health.linked(false);
                pause.await(rhythm.patience(), end);
            }
        } catch (ControlFlow.Cancelled _) {
            LOG.debug("the state of models and tiers is not shared any more");
        }
    }

    /// Until the connection is lost.
    private void serve() {
        try (Connection connection = opener.open()) {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(rhythm.patience().toMillis()));
            HealthTable table = new HealthTable(connection, health.process());
            table.listen();
            read(table, true);
            health.linked(true);
            while (true) {
                end.check();
                write(table);
                if (told(connection)) {
                    read(table, false);
                }
            }
        } catch (SQLException e) {
            if (health.linked()) {
                LOG.warnf("the state of models and tiers is not shared until the database answers: %s", e.getMessage());
            } else {
                LOG.debugf("the state of models and tiers is not shared: %s", e.getMessage());
            }
        }
    }

    private void write(HealthTable table) throws SQLException {
        for (SharedGate gate : health.gates()) {
            Optional<Wish> wish = gate.wish();
            if (wish.isPresent()) {
                gate.learn(table.write(gate.subject().key(), wish.get(), gate.terms()), false);
            }
        }
    }

    private boolean told(Connection connection) throws SQLException {
        PGNotification[] said = connection.unwrap(PGConnection.class).getNotifications(BETWEEN_LOOKS_MS);
        boolean news = said != null && said.length > 0;
        boolean due = health.nanos() - lastRead >= rhythm.refresh().toNanos();
        return news || due || health.grown();
    }

    private void read(HealthTable table, boolean anew) throws SQLException {
        lastRead = health.nanos();
        health.learn(table.all(), anew);
    }

    @Override
    public void close() {
        end.cancel("the application ends");
    }
}

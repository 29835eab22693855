package dev.belay.platform.embedded;

import dev.belay.platform.EmbeddedDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.ds.PGSimpleDataSource;

/// The server as one of its users holds it.
final class RunningServer implements EmbeddedDatabase.Server {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);
    private static final String USER = "postgres";

    private final Home home;
    private final Address address;
    private final Lock share;
    private final EmbeddedPostgres started;
    private boolean closed;

    /// @param share this process's share in the lock of all users
    /// @param started what this process started, or `null` if it attached
    RunningServer(Home home, Address address, Lock share, EmbeddedPostgres started) {
        this.home = home;
        this.address = address;
        this.share = share;
        this.started = started;
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + address.port() + "/postgres";
    }

    @Override
    public String username() {
        return USER;
    }

    @Override
    public String password() {
        return address.password();
    }

    @Override
    public String notice() {
        return (started == null ? "using the PostgreSQL that already runs" : "started a PostgreSQL") + " on port "
                + address.port() + ", data in " + home.data();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Lock _ = Lock.exclusive(home.startLock(), PATIENCE);
                Lock users = share) {
            if (users.aloneAfterRelease()) {
                stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not stop the PostgreSQL in " + home.folder(), e);
        }
    }

    private void stop() throws IOException {
        if (started != null) {
            started.close();
            return;
        }
        var process = home.postmaster().flatMap(Home.Postmaster::process);
        if (process.isEmpty()) {
            return;
        }
        // SIGTERM asks PostgreSQL for a smart shutdown: it waits for sessions that others still have open.
        process.get().destroy();
        try {
            process.get().onExit().get(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // It stops when the last session ends; nothing is lost if it does not get that far.
        }
    }

    @Override
    public String toString() {
        return notice();
    }

    /// Where a server listens, and what opens it.
    record Address(int port, String password) {

        /// Whether a server is there, takes the password, and keeps its data in `data`.
        boolean answersFrom(Path data) throws IOException {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setServerNames(new String[] {"127.0.0.1"});
            source.setPortNumbers(new int[] {port});
            source.setDatabaseName("postgres");
            source.setUser(USER);
            source.setPassword(password);
            source.setConnectTimeout(2);
            source.setSocketTimeout(5);
            try (var connection = source.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("show data_directory")) {
                return rows.next() && Path.of(rows.getString(1)).toRealPath().equals(data.toRealPath());
            } catch (SQLException _) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "port " + port;
        }
    }
}

package dev.belay.platform.embedded;

import dev.belay.exchange.Cancellation;
import dev.belay.platform.EmbeddedDatabase;
import dev.belay.platform.Pause;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Starts a real PostgreSQL of this user, or attaches to the one that another Belay started.
///
/// A server outlives a killed process; the next start finds it by its pid file and uses it on.
public final class OwnPostgres implements EmbeddedDatabase {
    static final int MAJOR_VERSION = 18;
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration OTHERS_START_WITHIN = Duration.ofSeconds(90);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    @Override
    public Server start(Path state) throws IOException {
        Home home = Home.in(state, MAJOR_VERSION);
        try (Lock _ = Lock.exclusive(home.startLock(), OTHERS_START_WITHIN)) {
            String password = home.password();
            Lock share = Lock.shared(home.usersLock());
            try {
                return attachOrStart(home, password, share);
            } catch (IOException | RuntimeException e) {
                share.close();
                throw e;
            }
        }
    }

    private static Server attachOrStart(Home home, String password, Lock share) throws IOException {
        Optional<RunningServer.Address> running = running(home, password);
        if (running.isPresent()) {
            return new RunningServer(home, running.get(), share, null);
        }
        home.discardHalfMadeData();
        EmbeddedPostgres started = launch(home, password);
        home.markInitialised();
        return new RunningServer(home, new RunningServer.Address(started.getPort(), password), share, started);
    }

    /// The server of this folder once it answers, or nothing if none runs.
    private static Optional<RunningServer.Address> running(Home home, String password) throws IOException {
        for (long tries = STARTS_WITHIN.dividedBy(BETWEEN_TRIES); tries >= 0; tries--) {
            Optional<Home.Postmaster> postmaster = home.postmaster();
            if (postmaster.isEmpty() || postmaster.get().process().isEmpty()) {
                // PostgreSQL itself clears away what a dead server left behind, and knows if parts of it still live.
                return Optional.empty();
            }
            if (!postmaster.get().isPostgres()) {
                home.forgetPostmaster();
                return Optional.empty();
            }
            var address = new RunningServer.Address(postmaster.get().port(), password);
            if (address.answersFrom(home.data())) {
                return Optional.of(address);
            }
            // It starts, recovers or stops; each of these comes to an end.
            Pause.REAL.await(BETWEEN_TRIES, new Cancellation());
        }
        throw new IOException("the PostgreSQL in " + home.folder() + " runs but does not let us in; see " + home.log()
                + ", or stop it and try again");
    }

    private static EmbeddedPostgres launch(Home home, String password) throws IOException {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(home.data())
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(home.binaries().toFile())
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(STARTS_WITHIN)
                    .setOutputRedirector(Redirect.to(home.log().toFile()))
                    // The library gives initdb these as --name=value; otherwise everybody on the machine may log in.
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", home.passwordFile().toString())
                    .setConnectConfig("password", password)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    // The library's own choice is fast and loses what was acknowledged.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the embedded PostgreSQL in " + home.folder() + " did not start (see " + home.log()
                            + "); set QUARKUS_DATASOURCE_JDBC_URL to use another database",
                    e);
        }
    }
}

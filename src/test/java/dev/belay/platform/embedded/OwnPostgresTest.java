package dev.belay.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.platform.EmbeddedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPostgresTest {
    @TempDir
    Path state;

    @AfterEach
    void noServerIsLeftBehind() throws IOException {
        Path data = state.resolve("postgres-18/data");
        if (Files.exists(data)) {
            new Home(data.getParent())
                    .postmaster()
                    .flatMap(Home.Postmaster::process)
                    .ifPresent(process -> {
                        process.destroy();
                        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
                    });
        }
    }

    @Test
    void isDurablePrivateAndOfTheVersionThatItsFolderNames() throws Exception {
        try (EmbeddedDatabase.Server server = new OwnPostgres().start(state);
                Connection connection = connect(server.jdbcUrl(), server.password())) {
            assertThat(ask(connection, "show fsync")).isEqualTo("on");
            assertThat(ask(connection, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(connection, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(connection, "show server_version")).startsWith(OwnPostgres.MAJOR_VERSION + ".");
            assertThatThrownBy(() -> connect(server.jdbcUrl(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
            assertThat(server.toString()).doesNotContain(server.password());
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(state.resolve("postgres-18/password"))))
                    .isEqualTo("rw-------");
        }
        assertThat(state.resolve("postgres-18/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void keepsWhatWasCommittedWhenItsProcessIsKilled() throws Exception {
        String firstUrl;
        try (Holder first = new Holder(state)) {
            firstUrl = first.url;
            try (Connection connection = connect(first.url, first.password)) {
                connection.createStatement().execute("create table kept (word text)");
                connection.createStatement().execute("insert into kept values ('here')");
            }
            first.process
                    .destroyForcibly()
                    .onExit()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }
        try (EmbeddedDatabase.Server again = new OwnPostgres().start(state);
                Connection connection = connect(again.jdbcUrl(), again.password())) {
            assertThat(again.jdbcUrl()).as("the orphan is used on").isEqualTo(firstUrl);
            assertThat(ask(connection, "select word from kept")).isEqualTo("here");
        }
        assertThat(state.resolve("postgres-18/data/postmaster.pid"))
                .as("the last to leave stops it, though another process had started it")
                .doesNotExist();
    }

    @Test
    void recoversWhenTheServerItselfWasKilled() throws Exception {
        try (Holder first = new Holder(state)) {
            try (Connection connection = connect(first.url, first.password)) {
                connection.createStatement().execute("create table kept (word text)");
                connection.createStatement().execute("insert into kept values ('here')");
            }
            ProcessHandle server = new Home(state.resolve("postgres-18"))
                    .postmaster()
                    .orElseThrow()
                    .process()
                    .orElseThrow();
            first.process
                    .destroyForcibly()
                    .onExit()
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            server.destroyForcibly();
            server.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
        assertThat(state.resolve("postgres-18/data/postmaster.pid")).exists();
        try (EmbeddedDatabase.Server again = new OwnPostgres().start(state);
                Connection connection = connect(again.jdbcUrl(), again.password())) {
            assertThat(ask(connection, "select word from kept")).isEqualTo("here");
        }
    }

    @Test
    void twoProcessesShareOneAndTheLastStopsIt() throws Exception {
        try (Holder first = new Holder(state)) {
            try (EmbeddedDatabase.Server second = new OwnPostgres().start(state)) {
                assertThat(second.jdbcUrl()).isEqualTo(first.url);
                assertThat(second.notice()).contains("already runs");
                first.leave();
                try (Connection connection = connect(second.jdbcUrl(), second.password())) {
                    assertThat(ask(connection, "select 'alive'")).isEqualTo("alive");
                }
            }
        }
        assertThat(state.resolve("postgres-18/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void isNotMisledByAPidFileWhoseNumberBelongsToAnotherProgram() throws Exception {
        Home home = Home.in(state, OwnPostgres.MAJOR_VERSION);
        try (EmbeddedDatabase.Server server = new OwnPostgres().start(state)) {
            assertThat(server.jdbcUrl()).isNotEmpty();
        }
        long ours = ProcessHandle.current().pid();
        Files.writeString(home.data().resolve("postmaster.pid"), ours + "\n" + home.data() + "\n1\n1\n\n\n\n");
        try (EmbeddedDatabase.Server server = new OwnPostgres().start(state);
                Connection connection = connect(server.jdbcUrl(), server.password())) {
            assertThat(ask(connection, "select 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void startsOverWhenTheVeryFirstStartWasKilled() throws Exception {
        Home home = Home.in(state, OwnPostgres.MAJOR_VERSION);
        Files.createDirectories(home.data().resolve("base"));
        Files.writeString(home.data().resolve("postgresql.conf"), "");
        try (EmbeddedDatabase.Server server = new OwnPostgres().start(state);
                Connection connection = connect(server.jdbcUrl(), server.password())) {
            assertThat(ask(connection, "select 'alive'")).isEqualTo("alive");
        }
    }

    private static Connection connect(String url, String password) throws SQLException {
        return DriverManager.getConnection(url, "postgres", password);
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    /// A [HolderProgram] in a process of its own.
    private static final class Holder implements AutoCloseable {
        final Process process;
        final String url;
        final String password;
        private final BufferedReader output;

        Holder(Path state) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            HolderProgram.class.getName(),
                            state.toString())
                    .redirectError(Redirect.DISCARD)
                    .start();
            output = process.inputReader();
            String[] line = lineWith("URL").split(" ");
            url = line[1];
            password = line[2];
        }

        void leave() throws IOException {
            process.getOutputStream().close();
            lineWith("LEFT");
        }

        private String lineWith(String start) throws IOException {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(start)) {
                    return line;
                }
            }
            throw new IOException("the process ended without saying " + start);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}

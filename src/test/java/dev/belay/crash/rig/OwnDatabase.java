package dev.belay.crash.rig;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// A durable PostgreSQL server of one test, in a folder that outlives its restarts.
public final class OwnDatabase implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres server;
    private final int port;

    public OwnDatabase(Path folder) {
        this.folder = folder;
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("max_connections", "500")
                    .setServerConfig("shared_buffers", "128MB")
                    // The library's own choice is fast and loses what was acknowledged.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public DataSource source() {
        return server.getPostgresDatabase();
    }

    /// For a process behind a gate.
    public static String url(int gate) {
        return "jdbc:postgresql://127.0.0.1:" + gate + "/postgres?user=postgres";
    }

    /// Ends it as a crash does, every backend at once and without a checkpoint, and starts it again on the same port.
    public void crashAndRestart() {
        try {
            String postmaster = Files.readString(folder.resolve("postmaster.opts"));
            String binaries = postmaster.substring(0, postmaster.indexOf("/postgres"));
            List<String> command = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                // PostgreSQL does not run as root; the library starts it in the same way.
                command.addAll(List.of("unshare", "-U"));
            }
            command.addAll(List.of(binaries + "/pg_ctl", "restart", "-m", "immediate", "-w", "-D", folder.toString()));
            Process restart = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (restart.waitFor() != 0) {
                throw new IllegalStateException("the database did not come back");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `pg_terminate_backend` on everybody else.
    public int terminateAll() {
        return rows("select pg_terminate_backend(pid)::text from pg_stat_activity"
                        + " where pid <> pg_backend_pid() and backend_type = 'client backend'")
                .size();
    }

    /// The first two columns of the rows, as a map.
    public Map<String, String> map(String sql, Object... values) {
        Map<String, String> map = new HashMap<>();
        rows(sql, values).forEach(row -> map.put(row.get(0), row.get(1)));
        return map;
    }

    public List<List<String>> rows(String sql, Object... values) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            if (!statement.execute()) {
                return List.of();
            }
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

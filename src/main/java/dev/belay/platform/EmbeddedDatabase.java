package dev.belay.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/// A PostgreSQL that Belay brings along, for laptops and tests. Found by [ServiceLoader], so that a build can leave it
/// out.
public interface EmbeddedDatabase {

    /// Starts the server of this folder, or attaches to the one that another process started from it.
    ///
    /// @param state the folder under which the server keeps its data; created if absent
    /// @throws IOException if there is no server to be had; the message says what to do about it
    Server start(Path state) throws IOException;

    /// The one of this build, if it holds one.
    static Optional<EmbeddedDatabase> find() {
        return ServiceLoader.load(EmbeddedDatabase.class).findFirst();
    }

    /// A server in use by this process. Closed after everything that talks to it has closed its connections.
    interface Server extends AutoCloseable {
        String jdbcUrl();

        String username();

        String password();

        /// One line for people, without the password.
        String notice();

        /// Leaves the server. The last process to leave stops it, whoever started it.
        @Override
        void close();

        /// The properties by which Quarkus finds the server.
        default Map<String, String> properties() {
            return Map.of(
                    "quarkus.datasource.jdbc.url", jdbcUrl(),
                    "quarkus.datasource.username", username(),
                    "quarkus.datasource.password", password());
        }
    }
}

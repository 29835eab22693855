package dev.belay.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/// Decides, before Quarkus starts, which database is used: the configured one, else the embedded one.
///
/// @param environment the process's environment
/// @param system the system properties that were set when the process started
/// @param config the file named with `--config` or `BELAY_CONFIG`, or `null`
public record DatabaseChoice(Map<String, String> environment, Map<String, String> system, Path config) {
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String URL_IN_ENVIRONMENT = "QUARKUS_DATASOURCE_JDBC_URL";

    /// The choice of this process.
    public static DatabaseChoice ofProcess(Path config) {
        Map<String, String> system = new java.util.HashMap<>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> system.put(name, String.valueOf(System.getProperty(name))));
        return new DatabaseChoice(System.getenv(), system, config);
    }

    /// Whether no database is configured, in any profile.
    ///
    /// @throws IOException if the configuration file cannot be read
    public boolean embeddedNeeded() throws IOException {
        return !names(system, URL) && !names(environment, URL_IN_ENVIRONMENT) && !inFile();
    }

    /// Starts the embedded server if one is needed and points Quarkus at it by system properties.
    ///
    /// @param notice gets one line if a server was started or attached to
    /// @return what to close after Quarkus has shut down
    /// @throws IOException if no database is configured and none could be started
    public Closing prepare(Consumer<String> notice) throws IOException {
        if (!embeddedNeeded()) {
            return () -> {};
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.find()
                .orElseThrow(() -> new IOException(
                        "no database is configured and this build brings none along: set " + URL_IN_ENVIRONMENT));
        EmbeddedDatabase.Server server = embedded.start(stateFolder());
        server.properties().forEach(System::setProperty);
        notice.accept(server.notice());
        return server::close;
    }

    /// Where this user's data is kept: `BELAY_STATE`, else `$XDG_STATE_HOME/belay`, else `~/.local/state/belay`.
    public Path stateFolder() {
        String own = environment.get("BELAY_STATE");
        if (own != null && !own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        String xdg = environment.get("XDG_STATE_HOME");
        Path states = xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(system.getOrDefault("user.home", "."), ".local", "state");
        return states.resolve("belay").toAbsolutePath();
    }

    private boolean inFile() throws IOException {
        return config != null && names(ConfigFile.read(config), URL);
    }

    private static boolean names(Map<String, String> values, String wanted) {
        return values.entrySet().stream()
                .anyMatch(entry -> entry.getKey().endsWith(wanted)
                        && entry.getValue() != null
                        && !entry.getValue().isBlank());
    }

    /// What is still to be closed.
    @FunctionalInterface
    public interface Closing extends AutoCloseable {
        @Override
        void close();
    }
}

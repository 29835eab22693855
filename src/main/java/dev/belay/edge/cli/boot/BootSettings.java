package dev.belay.edge.cli.boot;

import java.util.HashMap;
import java.util.Map;

/// How the application is started for a command.
///
/// @param properties configuration that comes before every other source
/// @param quiet whether standard output and standard error belong to the command, so that nothing else is said there
public record BootSettings(Map<String, String> properties, boolean quiet) {
    public BootSettings {
        properties = Map.copyOf(properties);
    }

    /// For a command that answers on this terminal: no port is opened, nothing is logged to the console.
    public static BootSettings inTerminal() {
        return new BootSettings(Map.of("quarkus.http.host-enabled", "false"), true);
    }

    /// The same with further configuration.
    public BootSettings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(more);
        return new BootSettings(all, quiet);
    }
}

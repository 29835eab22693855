package dev.belay.edge.cli.boot;

import java.util.HashMap;
import java.util.Map;

/// How the application is started for a command.
///
/// @param properties configuration that comes before every other source
/// @param quiet whether standard output and standard error belong to the command, so that nothing else is said there
/// @param last done when the process ends, after the application has stopped; also after SIGTERM and SIGINT
public record BootSettings(Map<String, String> properties, boolean quiet, Runnable last) {
    public BootSettings {
        properties = Map.copyOf(properties);
    }

    public BootSettings(Map<String, String> properties, boolean quiet) {
        this(properties, quiet, () -> {});
    }

    /// For a command that answers on this terminal: no port is opened, nothing is logged to the console, and nothing is
    /// carried on that others left.
    public static BootSettings inTerminal() {
        return new BootSettings(
                Map.of("quarkus.http.host-enabled", "false", "belay.ownership.take-over", "false"), true);
    }

    /// The same with further configuration.
    public BootSettings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(more);
        return new BootSettings(all, quiet, last);
    }

    /// The same with something to be cleared away.
    public BootSettings lastly(Runnable clearing) {
        return new BootSettings(properties, quiet, clearing);
    }
}

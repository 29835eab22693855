package dev.belay.edge.cli.boot;

import java.util.Optional;

/// A command that may need the application in this process.
public interface NeedsApplication {

    /// How the application is to be started for this command, or empty if the command does without, because a server
    /// was named.
    Optional<BootSettings> application();
}

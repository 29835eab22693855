package dev.belay.edge.cli.keys;

import dev.belay.edge.cli.boot.BootSettings;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.gateway.caller.ApiKeys;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds the keys that a command is about.
///
/// @param local the keys of the application in this process; asked for only where no server is named
public record KeyRings(Supplier<ApiKeys> local) {

    KeyRing open(ServerOptions server) {
        return server.named() ? new ServerKeys(server.api()) : new LocalKeys(local.get());
    }

    static Optional<BootSettings> application(ServerOptions server) {
        return server.named() ? Optional.empty() : Optional.of(BootSettings.inTerminal());
    }
}

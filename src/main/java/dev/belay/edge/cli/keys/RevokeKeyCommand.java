package dev.belay.edge.cli.keys;

import dev.belay.edge.cli.boot.BootSettings;
import dev.belay.edge.cli.boot.NeedsApplication;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Makes a key worthless.
@Command(name = "revoke", header = "Revoke a key.", footer = "  belay keys revoke pQ3fW81kZx0a")
public final class RevokeKeyCommand implements Callable<Integer>, NeedsApplication {
    private final Terminal terminal;
    private final KeyRings rings;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "ID", description = "Id of the key, as belay keys list shows it.")
    private String id;

    public RevokeKeyCommand(Terminal terminal, KeyRings rings) {
        this.terminal = terminal;
        this.rings = rings;
    }

    @Override
    public Optional<BootSettings> application() {
        return KeyRings.application(server);
    }

    @Override
    public Integer call() {
        rings.open(server).revoke(id);
        output.write(
                terminal, Json.object().put("id", id).put("revoked", true), List.of("The key " + id + " is revoked."));
        return 0;
    }
}

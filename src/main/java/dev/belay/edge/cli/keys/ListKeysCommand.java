package dev.belay.edge.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.boot.BootSettings;
import dev.belay.edge.cli.boot.NeedsApplication;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.Overview;
import dev.belay.edge.cli.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists keys without their secrets, which nobody knows any more.
@Command(name = "list", header = "List keys, revoked ones included.", footer = "  belay keys list")
public final class ListKeysCommand implements Callable<Integer>, NeedsApplication {
    private final Terminal terminal;
    private final KeyRings rings;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    public ListKeysCommand(Terminal terminal, KeyRings rings) {
        this.terminal = terminal;
        this.rings = rings;
    }

    @Override
    public Optional<BootSettings> application() {
        return KeyRings.application(server);
    }

    @Override
    public Integer call() {
        JsonNode keys = rings.open(server).list();
        output.write(terminal, keys, Overview.keys(keys));
        return 0;
    }
}

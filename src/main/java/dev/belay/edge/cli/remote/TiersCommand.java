package dev.belay.edge.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.Overview;
import dev.belay.edge.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The tiers of a server, in their order.
@Command(
        name = "tiers",
        header = "List the tiers in their order, with breakers and counts.",
        footer = {"  belay tiers", "  belay tiers --server https://belay.example.com --json"})
public final class TiersCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    public TiersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode tiers = server.api().get("/api/v1/tiers");
        output.write(terminal, tiers, Overview.tiers(tiers));
        return 0;
    }
}

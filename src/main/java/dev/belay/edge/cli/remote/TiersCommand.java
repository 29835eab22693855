package dev.belay.edge.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.render.Figures;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.Overview;
import dev.belay.edge.cli.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The tiers of a server, in their order.
@Command(
        name = "tiers",
        header = "List the tiers in their order, with breakers and counts.",
        footer = {
            "  belay tiers",
            "  belay tiers --stats --window 7d",
            "  belay tiers --server https://belay.example.com --json"
        })
public final class TiersCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    public TiersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Option(names = "--stats", description = "What attempts came to, in all processes.")
    private boolean stats;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = Spell.class,
            description = "With --stats: until now, as 15m or 7d; default: 1h.")
    private Duration window = Duration.ofHours(1);

    @Override
    public Integer call() {
        if (stats) {
            JsonNode figures = server.api().get("/api/v1/tiers/statistics?window=" + window);
            output.write(terminal, figures, Figures.tiers(figures));
            return 0;
        }
        JsonNode tiers = server.api().get("/api/v1/tiers");
        output.write(terminal, tiers, Overview.tiers(tiers));
        return 0;
    }
}

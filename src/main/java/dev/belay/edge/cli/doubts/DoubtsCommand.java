package dev.belay.edge.cli.doubts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.Overview;
import dev.belay.edge.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Effects of which nobody knows whether they happened.
@Command(
        name = "doubts",
        header = "Look at effects in doubt, and say what you found out.",
        footer = {
            "  belay doubts list",
            "  belay doubts show KEY",
            "  belay doubts settle KEY --happened --text \"paid, receipt 12\"",
        },
        synopsisSubcommandLabel = "COMMAND")
public final class DoubtsCommand {
    static final String PATH = "/api/v1/doubts";

    private final Terminal terminal;

    public DoubtsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "list",
            header = "List effects in doubt, oldest first.",
            footer = {"  belay doubts list", "  belay doubts list --limit 100"})
    int list(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most this many.")
                    int limit) {
        JsonNode doubts = server.api().get(PATH + "?limit=" + limit);
        output.write(terminal, doubts, Overview.doubts(doubts));
        return 0;
    }

    @Command(
            name = "show",
            header = "Show an effect in doubt: what was to happen, and what is known of it.",
            footer = "  belay doubts show 3f2a…")
    int show(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "KEY", description = "Key of the effect.") String key) {
        JsonNode doubt = server.api().get(PATH + "/" + Api.segment(key));
        output.write(terminal, doubt, DoubtText.lines(doubt, terminal.room()));
        return 0;
    }
}

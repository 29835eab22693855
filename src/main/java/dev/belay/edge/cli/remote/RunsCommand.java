package dev.belay.edge.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.render.ExplanationText;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.Overview;
import dev.belay.edge.cli.render.RunText;
import dev.belay.edge.cli.terminal.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What became of runs.
@Command(
        name = "runs",
        header = "Look at runs: list them, show one, explain one.",
        footer = {
            "  belay runs list",
            "  belay runs show RUN",
            "  belay runs explain RUN",
        },
        synopsisSubcommandLabel = "COMMAND")
public final class RunsCommand {
    private final Terminal terminal;

    public RunsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "list", header = "List your runs, newest first.", footer = "  belay runs list --limit 50")
    int list(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most this many.")
                    int limit,
            @Option(names = "--before", paramLabel = "RUN", description = "Begin after this run.") String before) {
        String page = before == null ? "" : "&before=" + encoded(before);
        JsonNode runs = server.api().get("/api/v1/runs?limit=" + limit + page);
        output.write(terminal, runs, Overview.runs(runs));
        return 0;
    }

    @Command(name = "show", header = "Show one run.", footer = "  belay runs show 0199d3a1-…")
    int show(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "RUN", description = "Id of the run.") String run) {
        JsonNode shown = server.api().get("/api/v1/runs/" + encoded(run));
        output.write(terminal, shown, RunText.lines(shown));
        return 0;
    }

    @Command(
            name = "explain",
            header = "Tell in order what was tried, why it fell, which tools ran and what it cost.",
            footer = "  belay runs explain 0199d3a1-…")
    int explain(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "RUN", description = "Id of the run.") String run) {
        JsonNode explanation = server.api().get("/api/v1/runs/" + encoded(run) + "/explain");
        output.write(terminal, explanation, ExplanationText.lines(explanation, terminal.room()));
        return 0;
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

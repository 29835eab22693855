package dev.belay.edge.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.render.ExplanationText;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.Overview;
import dev.belay.edge.cli.render.RunText;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What became of runs, and having them go on.
@Command(
        name = "runs",
        header = "Look at runs: list, show, explain; have one go on, fork one, take one back.",
        footer = {
            "  belay runs list",
            "  belay runs show RUN",
            "  belay runs explain RUN",
            "  belay runs resume RUN",
            "  belay runs fork RUN --seq N",
            "  belay runs rewind RUN --seq N",
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
        String page = before == null ? "" : "&before=" + Api.segment(before);
        JsonNode runs = server.api().get("/api/v1/runs?limit=" + limit + page);
        output.write(terminal, runs, Overview.runs(runs));
        return 0;
    }

    @Command(name = "show", header = "Show one run.", footer = "  belay runs show 0199d3a1-…")
    int show(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Parameters(paramLabel = "RUN", description = "Id of the run.") String run) {
        JsonNode shown = server.api().get("/api/v1/runs/" + Api.segment(run));
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
        JsonNode explanation = server.api().get("/api/v1/runs/" + Api.segment(run) + "/explain");
        output.write(terminal, explanation, ExplanationText.lines(explanation, terminal.room()));
        return 0;
    }

    @Command(
            name = "resume",
            header = "Have a resting run go on, from where it rests.",
            footer = {"  belay runs resume 0199d3a1-…", "  belay runs resume 0199d3a1-… --deadline 10m --budget 2"})
    int resume(
            @Mixin ServerOptions server,
            @Mixin Output output,
            @Option(
                            names = "--deadline",
                            paramLabel = "TIME",
                            converter = Spell.class,
                            description = "How long it may take from now on, e.g. 90s or 5m.")
                    Duration deadline,
            @Option(
                            names = "--budget",
                            paramLabel = "USD",
                            converter = Dollars.class,
                            description = "The most it may cost in all, if that was not enough.")
                    BigDecimal budget,
            @Parameters(paramLabel = "RUN", description = "Id of the run.") String run) {
        ObjectNode wanted = Json.object();
        if (budget != null) {
            wanted.put("budget_usd", budget);
        }
        if (deadline != null) {
            wanted.put("deadline_ms", deadline.toMillis());
        }
        JsonNode resumed = server.api().post("/api/v1/runs/" + Api.segment(run) + "/resume", wanted);
        output.write(terminal, resumed, RunText.lines(resumed));
        return 0;
    }
}

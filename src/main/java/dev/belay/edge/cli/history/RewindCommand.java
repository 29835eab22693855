package dev.belay.edge.cli.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.remote.Spell;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.RunText;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes a run back.
@Command(
        name = "rewind",
        header = "Take a run back to one of its entries; what it did since is undone if you say so.",
        footer = {
            "  belay runs rewind 0199d3a1-… --seq 7                what is in the way",
            "  belay runs rewind 0199d3a1-… --seq 7 --compensate --resume"
        })
public final class RewindCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    @Option(names = "--seq", required = true, paramLabel = "N", description = "The last entry that is kept; 0: none.")
    private long seq;

    @Option(names = "--compensate", description = "Undo what was done since, newest first.")
    private boolean compensate;

    @Option(names = "--resume", description = "Go on from there; without it, the run rests.")
    private boolean resume;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Spell.class,
            description = "How long it may take, e.g. 90s or 5m.")
    private Duration deadline;

    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    private String run;

    public RewindCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ObjectNode wanted =
                Json.object().put("seq", seq).put("compensate", compensate).put("resume", resume);
        if (deadline != null) {
            wanted.put("deadline_ms", deadline.toMillis());
        }
        JsonNode back = server.api().post("/api/v1/runs/" + Api.segment(run) + "/rewind", wanted);
        List<String> lines = new ArrayList<>(RunText.lines(back));
        back.path("undone")
                .forEach(effect -> lines.add("undoes " + effect.path("tool").asText() + " "
                        + effect.path("arguments").asText() + " by "
                        + effect.path("undone_by").asText()));
        output.write(terminal, back, lines);
        return 0;
    }
}

package dev.belay.edge.cli.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.RunText;
import dev.belay.edge.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    private BackOptions back;

    @Mixin
    private Output output;

    @Option(names = "--compensate", description = "Undo what was done since, newest first.")
    private boolean compensate;

    @Option(names = "--resume", description = "Go on from there; without it, the run rests.")
    private boolean resume;

    public RewindCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ObjectNode wanted = back.wanted().put("compensate", compensate).put("resume", resume);
        JsonNode rewound = back.post("rewind", wanted);
        List<String> lines = new ArrayList<>(RunText.lines(rewound));
        rewound.path("undone")
                .forEach(effect -> lines.add("undoes " + effect.path("tool").asText() + " "
                        + effect.path("arguments").asText() + " by "
                        + effect.path("undone_by").asText()));
        output.write(terminal, rewound, lines);
        return 0;
    }
}

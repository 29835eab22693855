package dev.belay.edge.cli.doubts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.remote.Api;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Confirm;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says whether an effect happened, after showing which one. What is said is what the run goes on with: after a wrong
/// `--not-happened` it may happen twice.
@Command(
        name = "settle",
        header = "Say whether an effect happened, after seeing which one.",
        footer = {
            "  belay doubts settle 3f2a… --happened --text \"paid, receipt 12\"",
            "  belay doubts settle 3f2a… --not-happened --text \"the bank knows nothing of it\" --yes",
        })
public final class SettleCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Confirm confirm;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    @ArgGroup(multiplicity = "1")
    private Finding finding;

    @Option(
            names = "--text",
            required = true,
            paramLabel = "TEXT",
            description = "Its result, or why it did not happen; the model reads it.")
    private String text;

    @Option(names = "--notes", paramLabel = "TEXT", description = "Kept with it.")
    private String notes;

    @Option(names = "--yes", description = "Do not ask; needed where standard input is no terminal.")
    private boolean yes;

    @Parameters(paramLabel = "KEY", description = "Key of the effect.")
    private String key;

    public SettleCommand(Terminal terminal, Confirm confirm) {
        this.terminal = terminal;
        this.confirm = confirm;
    }

    /// One of them.
    static final class Finding {
        @Option(names = "--happened", description = "It happened.")
        private boolean happened;

        @Option(names = "--not-happened", description = "It did not happen, for certain; it may be done then.")
        private boolean not;
    }

    @Override
    public Integer call() {
        confirm.askable(yes, spec.commandLine());
        Api api = server.api();
        String path = DoubtsCommand.PATH + "/" + Api.segment(key);
        List<String> shown = DoubtText.lines(api.get(path), terminal.room());
        String question = finding.happened ? "Did it happen?" : "Is it certain that it did not happen?";
        if (!confirm.confirmed(shown, question, yes, output)) {
            return confirm.nothing();
        }
        ObjectNode body = Json.object().put("happened", finding.happened).put("text", text);
        if (notes != null) {
            body.put("notes", notes);
        }
        JsonNode settled = api.post(path, body);
        output.write(terminal, settled, List.of(told(settled)));
        return 0;
    }

    private String told(JsonNode settled) {
        String run = settled.path("run").asText("");
        int left = settled.path("left").asInt(0);
        String next = left == 0
                ? "The run goes on with: belay runs resume " + run
                : "Of the run " + run + " and its kin, " + left + " more " + (left == 1 ? "is" : "are") + " in doubt.";
        return "It is written down that it " + (finding.happened ? "happened" : "did not happen") + ". " + next;
    }
}

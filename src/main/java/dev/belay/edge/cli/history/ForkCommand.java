package dev.belay.edge.cli.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.RunText;
import dev.belay.edge.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Begins a run with the past of another.
@Command(
        name = "fork",
        header = "Begin a run with the past of another, up to one of its entries.",
        footer = {
            "  belay runs explain 0199d3a1-…           the numbers of its entries",
            "  belay runs fork 0199d3a1-… --seq 7",
            "  belay runs fork 0199d3a1-… --seq 7 --message \"Take the other flight.\" --allow-effects"
        })
public final class ForkCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private BackOptions back;

    @Mixin
    private Output output;

    @Option(names = "--message", paramLabel = "TEXT", description = "What you say from there on.")
    private String message;

    @Option(names = "--allow-effects", description = "Let new effects happen without asking a person.")
    private boolean allowed;

    @Option(names = "--tier-order", paramLabel = "TIER", split = ",", description = "Tiers to try, in this order.")
    private List<String> tiers = List.of();

    public ForkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ObjectNode wanted = back.wanted().put("effects", allowed ? "allow" : "ask");
        if (message != null) {
            wanted.put("message", message);
        }
        ArrayNode order = tiers.isEmpty() ? null : wanted.putArray("tier_order");
        tiers.forEach(tier -> order.add(tier));
        JsonNode fork = back.post("fork", wanted);
        output.write(terminal, fork, RunText.lines(fork));
        return 0;
    }
}

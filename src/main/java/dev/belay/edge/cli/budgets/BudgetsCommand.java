package dev.belay.edge.cli.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.BudgetTable;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Budgets on a server.
@Command(
        name = "budgets",
        header = "Look at budgets: what is spent, reserved and left.",
        footer = {"  belay budgets", "  belay budgets --limit 100 --json"})
public final class BudgetsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most this many.")
    private int limit;

    public BudgetsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode budgets = server.api().get("/api/v1/budgets?limit=" + limit);
        output.write(terminal, budgets, BudgetTable.lines(budgets.path("data")));
        return 0;
    }
}

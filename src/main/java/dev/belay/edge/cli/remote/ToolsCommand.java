package dev.belay.edge.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.render.Overview;
import dev.belay.edge.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The tools that you may use on a server.
@Command(
        name = "tools",
        header = "List the tools you may let a model use.",
        footer = {"  belay tools", "  belay tools --server https://belay.example.com --json"})
public final class ToolsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    public ToolsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JsonNode tools = server.api().get("/api/v1/tools");
        output.write(terminal, tools, Overview.tools(tools, terminal.room()));
        return 0;
    }
}

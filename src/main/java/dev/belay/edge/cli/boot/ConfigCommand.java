package dev.belay.edge.cli.boot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Looks at the configuration without starting anything.
@Command(
        name = "config",
        header = "Check the configuration.",
        footer = "  belay config check --config belay.yaml",
        synopsisSubcommandLabel = "COMMAND")
public final class ConfigCommand {
    private static final int WRONG = 2;

    private final Terminal terminal;

    public ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "check",
            header = "Name every property that is wrong; exit with 2 if one is.",
            footer = {"  belay config check", "  belay config check --config belay.yaml --json"})
    int check(@Mixin Output output) {
        ConfigReport report = ConfigReport.ofProcess();
        List<ConfigReport.Problem> problems = report.problems();
        List<ConfigReport.Problem> hints = report.hints();
        if (output.json()) {
            Output.object(terminal, json(problems, hints));
        } else {
            problems.forEach(problem -> terminal.err().text("belay: " + problem));
            hints.forEach(hint -> terminal.err().text("hint: " + hint));
            terminal.out().line(verdict(problems.size()));
        }
        return problems.isEmpty() ? 0 : WRONG;
    }

    private static String verdict(int problems) {
        return switch (problems) {
            case 0 -> "The configuration is valid.";
            case 1 -> "The configuration has 1 problem.";
            default -> "The configuration has " + problems + " problems.";
        };
    }

    private static ObjectNode json(List<ConfigReport.Problem> problems, List<ConfigReport.Problem> hints) {
        ObjectNode json = Json.object().put("valid", problems.isEmpty());
        list(json.putArray("problems"), problems);
        list(json.putArray("hints"), hints);
        return json;
    }

    private static void list(ArrayNode array, List<ConfigReport.Problem> problems) {
        problems.forEach(
                problem -> array.addObject().put("property", problem.property()).put("message", problem.message()));
    }
}

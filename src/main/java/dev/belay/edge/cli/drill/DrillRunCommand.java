package dev.belay.edge.cli.drill;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.Tempo;
import dev.belay.drill.score.Drill;
import dev.belay.drill.score.Line;
import dev.belay.drill.score.Scorecard;
import dev.belay.drill.score.Verdict;
import dev.belay.drill.score.gateway.ForeignGateway;
import dev.belay.drill.score.gateway.Mapping;
import dev.belay.drill.score.gateway.OwnServer;
import dev.belay.drill.score.gateway.Target;
import dev.belay.drill.score.play.Exercise;
import dev.belay.edge.cli.ask.ExitCode;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Table;
import dev.belay.edge.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Plays the catalogue of faults against a gateway and prints a scorecard.
@Command(
        name = "run",
        header = "Play the catalogue of faults against a gateway and score it.",
        footer = {
            "  belay drill run",
            "  belay drill run --only W08,W15 --verbose",
            "  belay drill run --repeats 20 --json",
            "  belay drill run --target http://127.0.0.1:8787/v1 --map gateway.yaml --provider-port 9090",
        })
final class DrillRunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions asked;

    @Mixin
    private Output output;

    @Option(names = "--md", description = "Write the scorecard as Markdown.")
    private boolean markdown;

    DrillRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            asked.check();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        List<Exercise> programme = asked.programme();
        try (StandIn provider = StandIn.start(provider())) {
            if (asked.writeConfig() != null) {
                return written(ForeignGateway.configuration(programme, provider.baseUrl()));
            }
            Scorecard card = asked.target() == null
                    ? againstOurs(provider, programme)
                    : drill(provider, foreign(provider), programme);
            print(card);
            return card.count(Verdict.FAIL) == 0 ? 0 : ExitCode.FAILED;
        }
    }

    private StandInOptions provider() {
        return StandInOptions.onPort(asked.providerPort())
                .with(Tempo.AT_ONCE.scale(asked.timeScale()))
                .withSeed(asked.seed())
                .keepingBodies();
    }

    private int written(String configuration) throws IOException {
        if (asked.writeConfig().equals("-")) {
            terminal.out().text(configuration);
        } else {
            Files.writeString(Path.of(asked.writeConfig()), configuration);
        }
        return 0;
    }

    private Target foreign(StandIn provider) throws IOException {
        return new ForeignGateway(asked.target(), asked.key(), mapping(), provider.baseUrl());
    }

    private Mapping mapping() throws IOException {
        if (asked.map() == null) {
            return Mapping.of(asked.model() == null ? "drill-{fault}" : asked.model());
        }
        try {
            return Mapping.read(Files.readString(asked.map()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), asked.map() + ": " + e.getMessage(), e);
        }
    }

    private Scorecard againstOurs(StandIn provider, List<Exercise> programme) throws IOException, InterruptedException {
        tell("Starting a server of our own …");
        Map<String, String> configuration =
                OwnServer.configuration(programme, asked.repeats(), provider, asked.timeScale(), asked.strategy());
        try (ServerProcess server = ServerProcess.start(ThisProgram.command(), configuration)) {
            Target ours = OwnServer.of(server.address().resolve("/v1"), asked.strategy());
            return drill(provider, ours, programme);
        }
    }

    private Scorecard drill(StandIn provider, Target target, List<Exercise> programme) throws InterruptedException {
        Drill.Extent extent = new Drill.Extent(asked.repeats(), asked.timeScale());
        Drill drill = new Drill(provider, target, extent, this::tell);
        tell(programme.size() + " exercises against " + target.base() + ", the provider is " + provider.baseUrl()
                + "; about " + drill.estimate(programme).toSeconds() + " s");
        return drill.run(programme);
    }

    private void tell(String line) {
        terminal.err().text(line);
    }

    private void print(Scorecard card) {
        if (output.json()) {
            Output.object(terminal, card.json());
        } else if (markdown) {
            terminal.out().text(card.markdown());
        } else {
            Table table = new Table("FAULT", "WHAT", "VERDICT", "MISSED");
            card.lines()
                    .forEach(line ->
                            table.row(line.fault(), line.title(), line.verdict().toString(), missed(line)));
            table.lines(terminal.room()).forEach(terminal.out()::line);
            terminal.out().line("");
            terminal.out().line(card.totals() + " in " + card.took().toSeconds() + " s");
            if (spec.root().findOption("--verbose").getValue() instanceof Boolean verbose && verbose) {
                card.lines().forEach(this::timeline);
            }
        }
    }

    private static String missed(Line line) {
        return line.skipped().isEmpty() ? String.join("; ", line.reasons()) : line.skipped();
    }

    private void timeline(Line line) {
        terminal.out().line("");
        terminal.out().text(line.fault() + "  " + line.title() + ": " + line.verdict());
        line.timeline().forEach(text -> terminal.out().text("  " + text));
    }
}

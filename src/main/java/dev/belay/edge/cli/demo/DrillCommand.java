package dev.belay.edge.cli.demo;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.script.ScriptReader;
import dev.belay.edge.cli.terminal.Interrupt;
import dev.belay.edge.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Practising falls.
@Command(
        name = "drill",
        header = "Practise falls: a provider that misbehaves as it is told.",
        footer = "  belay drill provider --port 9090",
        synopsisSubcommandLabel = "COMMAND")
public final class DrillCommand {
    private final Terminal terminal;

    public DrillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "provider",
            header = "Run an OpenAI-compatible provider whose model names choose scripts, recordings and faults.",
            footer = {
                "  belay drill provider --port 9090",
                "  belay drill provider --port 9090 --script talk.yaml",
                "  OPENAI_BASE_URL=http://127.0.0.1:9090/v1 OPENAI_MODEL=standin-w06 belay serve",
            })
    int provider(
            @Option(
                            names = "--port",
                            paramLabel = "PORT",
                            defaultValue = "0",
                            description = "Port; a free one if none.")
                    int port,
            @Option(names = "--script", paramLabel = "FILE", description = "Scripted conversations (YAML); repeatable.")
                    List<Path> scripts,
            @Option(
                            names = "--recordings",
                            paramLabel = "FILE",
                            description = "Recorded conversations (JSON Lines of OpenAI messages); repeatable.")
                    List<Path> recordings)
            throws IOException, InterruptedException {
        StandInOptions options = StandInOptions.onPort(port);
        for (Path script : scripts == null ? List.<Path>of() : scripts) {
            options = options.with(ScriptReader.read(Files.readString(script)));
        }
        for (Path recording : recordings == null ? List.<Path>of() : recordings) {
            options = options.withRecordings(recording);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (StandIn standIn = StandIn.start(options);
                var _ = new Interrupt(stopped::countDown)) {
            terminal.out().line(standIn.baseUrl().toString());
            terminal.err()
                    .line("The stand-in provider runs; Ctrl-C stops it. What it saw: http://127.0.0.1:" + standIn.port()
                            + "/__log");
            stopped.await();
        }
        return Interrupt.EXIT;
    }
}

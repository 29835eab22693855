package dev.belay.edge.cli.drill;

import dev.belay.drill.StandIn;
import dev.belay.drill.StandInOptions;
import dev.belay.drill.fault.FaultCatalogue;
import dev.belay.drill.log.Seen;
import dev.belay.drill.log.SeenPages;
import dev.belay.edge.cli.terminal.Interrupt;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.Json;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Practising falls.
@Command(
        name = "drill",
        header = "Practise falls: a provider that misbehaves as it is told, and gateways that are scored by it.",
        footer = {"  belay drill run", "  belay drill provider --port 9090"},
        synopsisSubcommandLabel = "COMMAND")
public final class DrillCommand {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    DrillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// With its subcommands.
    public static CommandLine line(Terminal terminal) {
        return new CommandLine(new DrillCommand(terminal)).addSubcommand(new DrillRunCommand(terminal));
    }

    @Command(
            name = "provider",
            header = "Run an OpenAI-compatible provider whose model names choose scripts, recordings and faults.",
            footer = {
                "  belay drill provider --port 9090",
                "  belay drill provider --port 9090 --script talk.yaml",
                "  belay drill provider --port 9090 --latency 200-400 --token-rate 80 --time-scale 0.1 --log",
                "  OPENAI_BASE_URL=http://127.0.0.1:9090/v1 OPENAI_MODEL=standin-w06 belay serve",
            })
    int provider(
            @Mixin ProviderOptions asked,
            @Option(names = "--log", description = "Print each attempt when it is over.") boolean log,
            @Option(names = "--json", description = "Print the address and the attempts as JSON lines.") boolean json)
            throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Consumer<Seen> over =
                seen -> terminal.out().text(json ? SeenPages.json(seen).toString() : line(seen));
        try (StandIn standIn = StandIn.start(options(asked), log ? over : _ -> {});
                var _ = new Interrupt(stopped::countDown)) {
            String base = standIn.baseUrl().toString();
            String root = base.substring(0, base.length() - "/v1".length());
            terminal.out().line(json ? address(base, root) : base);
            terminal.err()
                    .line("The stand-in provider runs; Ctrl-C stops it. It answers to standin-ok, standin-call and "
                            + FaultCatalogue.faults().size() + " faults as standin-w01 … (" + root
                            + "/__faults). What it saw: " + root + "/__log");
            stopped.await();
        }
        return Interrupt.EXIT;
    }

    private StandInOptions options(ProviderOptions asked) throws IOException {
        try {
            return asked.read();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine().getSubcommands().get("provider"), e.getMessage(), e);
        }
    }

    private static String address(String base, String root) {
        return Json.object()
                .put("base_url", base)
                .put("faults", root + "/__faults")
                .put("log", root + "/__log")
                .put("ledger", root + "/__ledger")
                .toString();
    }

    private static String line(Seen seen) {
        Seen.Times times = seen.times();
        return "%6d  %-4s  %-24s  %-20s  %s  %d tokens, %d ms%s"
                .formatted(
                        seen.number(),
                        seen.connection(),
                        seen.model(),
                        seen.played().what(),
                        seen.played().status() == null ? "---" : seen.played().status(),
                        seen.sent().tokens(),
                        times.ended() - times.started(),
                        seen.cancelled() ? ", caller left" : "");
    }
}

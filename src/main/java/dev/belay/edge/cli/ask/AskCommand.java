package dev.belay.edge.cli.ask;

import dev.belay.edge.cli.boot.BootSettings;
import dev.belay.edge.cli.boot.NeedsApplication;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.edge.cli.panel.Watcher;
import dev.belay.edge.cli.remote.ServerOptions;
import dev.belay.edge.cli.render.Output;
import dev.belay.edge.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks once.
@Command(
        name = "ask",
        header = "Ask, watch tiers fall and hold, and get the answer on standard output.",
        footer = {
            "  belay ask \"What is 12 times 340?\" --tools calculate",
            "  git diff | belay ask \"Review this change\"",
            "  belay ask --json --deadline 30s \"…\" < question.txt",
        })
public final class AskCommand implements Callable<Integer>, NeedsApplication {
    private static final int LONGEST_INPUT = 8 * 1024 * 1024;

    private final Terminal terminal;
    private final Desks desks;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private Output output;

    @Mixin
    private RequestOptions request;

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description =
                    "What to ask. Standard input comes before it if it is not a terminal; - reads it in any case.")
    private List<String> words = List.of();

    public AskCommand(Terminal terminal, Desks desks) {
        this.terminal = terminal;
        this.desks = desks;
    }

    @Override
    public Optional<BootSettings> application() {
        if (words.isEmpty() && terminal.inIsTerminal()) {
            throw nothing();
        }
        return server.named() ? Optional.empty() : Optional.of(BootSettings.inTerminal());
    }

    @Override
    public Integer call() throws IOException {
        Question question = request.question(text(), null);
        desks.notice(server).ifPresent(notice -> terminal.err().prose("belay: " + notice, terminal.width()));
        Reply reply;
        try (Watcher watcher = output.json() ? Watcher.silent() : Watcher.on(terminal, desks.ticker())) {
            reply = desks.open(server).ask(question, watcher);
            watcher.accept(new Progress.Ended(reply.state(), reply.reason()));
        }
        reply.print(terminal, output.json());
        return reply.exitCode();
    }

    private String text() throws IOException {
        String said = String.join(
                " ", words.stream().filter(word -> !word.equals("-")).toList());
        boolean wanted = words.contains("-") || !terminal.inIsTerminal();
        String piped = wanted ? Terminal.allInput(LONGEST_INPUT).strip() : "";
        String text = piped.isEmpty() || said.isEmpty() ? piped + said : piped + "\n\n" + said;
        if (text.isBlank()) {
            throw nothing();
        }
        return text;
    }

    private ParameterException nothing() {
        return new ParameterException(spec.commandLine(), "there is nothing to ask");
    }
}

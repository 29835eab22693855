package dev.belay.edge.cli;

import dev.belay.edge.cli.boot.Boot;
import dev.belay.edge.cli.boot.BootSettings;
import dev.belay.edge.cli.boot.NeedsApplication;
import dev.belay.edge.cli.terminal.Terminal;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/// Parses arguments and runs the command they name. A command that needs the application is not run but has it started,
/// and is parsed and run again inside it.
final class Program {
    private final Terminal terminal;
    private final Facades facades;
    private final BelayCommand root = new BelayCommand();

    Program(Terminal terminal, Facades facades) {
        this.terminal = terminal;
        this.facades = facades;
    }

    /// @return exit code
    int run(String... args) {
        CommandLine line = Manners.teach(new Commands(terminal, facades).under(root, args), terminal);
        return line.setExecutionStrategy(parsed -> execute(parsed, args)).execute(args);
    }

    private int execute(ParseResult parsed, String[] args) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        root.nameConfigFile();
        Optional<BootSettings> settings = facades.started() ? Optional.empty() : wanted(parsed);
        if (settings.isPresent()) {
            return new Boot(terminal, root.configFile(), root.verbose()).run(settings.get(), Booted.class, args);
        }
        return new RunLast().execute(parsed);
    }

    private static Optional<BootSettings> wanted(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        Object command = last.commandSpec().userObject();
        return command instanceof NeedsApplication needing ? needing.application() : Optional.empty();
    }
}

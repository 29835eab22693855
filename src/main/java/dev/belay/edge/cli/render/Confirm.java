package dev.belay.edge.cli.render;

import dev.belay.edge.cli.ask.ExitCode;
import dev.belay.edge.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Shows whoever sits at the terminal what is going to be done, and asks for a yes.
///
/// @param lines standard input; read only where somebody is asked
public record Confirm(Terminal terminal, Supplier<BufferedReader> lines) {

    /// @throws ParameterException if somebody would have to be asked and nobody can be
    public void askable(boolean yes, CommandLine line) {
        if (!yes && !terminal.inIsTerminal()) {
            throw new ParameterException(line, "nobody can be asked here; --yes decides without asking");
        }
    }

    /// @param yes whether it is not asked
    public boolean confirmed(List<String> shown, String question, boolean yes, Output output) {
        var to = output.json() ? terminal.err() : terminal.out();
        if (!yes || !output.json()) {
            shown.forEach(to::text);
        }
        if (yes) {
            return true;
        }
        terminal.err().stream().print(question + " [y/N] ");
        terminal.err().stream().flush();
        try {
            String said = lines.get().readLine();
            String word = said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
            return word.equals("y") || word.equals("yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return exit code of a decision that was not taken
    public int nothing() {
        terminal.err().line("Nothing was decided.");
        return ExitCode.FAILED;
    }
}

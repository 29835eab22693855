package dev.belay.edge.cli.toolcall;

import dev.belay.edge.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looking at what the parser makes of a model's text.
@Command(
        name = "toolcall",
        header = "See how tool calls are read out of what models write.",
        footer = "  belay toolcall parse < outputs.jsonl",
        synopsisSubcommandLabel = "COMMAND")
public final class ToolCallCommand {
    private static final int BATCH = 256;

    private final Terminal terminal;
    private final Supplier<BufferedReader> input;

    @Spec
    private CommandSpec spec;

    /// @param input where the lines come from
    public ToolCallCommand(Terminal terminal, Supplier<BufferedReader> input) {
        this.terminal = terminal;
        this.input = input;
    }

    @Command(
            name = "parse",
            header = "Read a model's text per line of standard input, and write the calls it holds.",
            description = {
                "",
                "Each line is {\"id\", \"text\", \"tools\": [OpenAI tool objects]}; each line written is",
                "{\"id\", \"calls\": [{\"name\", \"arguments\"}], \"dialect\", \"confidence\", \"repairs\", \"problem\"}.",
                "A line that cannot be used gives one with a problem.",
            },
            footer = {
                "  belay toolcall parse < outputs.jsonl",
                "  belay toolcall parse --chunks 20 --seed 7 < outputs.jsonl",
            })
    int parse(
            @Option(
                            names = "--chunks",
                            paramLabel = "N",
                            description = "Feed each text in N pieces, cut at random places.")
                    Integer chunks,
            @Option(
                            names = "--seed",
                            paramLabel = "S",
                            defaultValue = "1",
                            description = "Which random places (default: ${DEFAULT-VALUE}).")
                    long seed)
            throws IOException {
        if (chunks != null && chunks < 1) {
            throw new ParameterException(
                    spec.commandLine().getSubcommands().get("parse"), "--chunks must be at least 1");
        }
        ParsedLine lines = new ParsedLine(chunks == null ? null : new Cuttings(chunks, seed));
        Writer out = new BufferedWriter(new OutputStreamWriter(terminal.out().stream(), StandardCharsets.UTF_8));
        try (BufferedReader in = input.get()) {
            List<String> batch = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    batch.add(line);
                }
                if (batch.size() == BATCH || !in.ready()) {
                    write(batch, lines, out);
                }
            }
            write(batch, lines, out);
        }
        return 0;
    }

    /// Parses the lines on all processors, and writes them in order.
    private static void write(List<String> batch, ParsedLine lines, Writer out) throws IOException {
        for (String written : batch.parallelStream().map(lines::parse).toList()) {
            out.write(written);
            out.write('\n');
        }
        out.flush();
        batch.clear();
    }
}

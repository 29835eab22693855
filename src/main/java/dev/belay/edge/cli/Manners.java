package dev.belay.edge.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_HEADER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import dev.belay.edge.cli.ask.ExitCode;
import dev.belay.edge.cli.remote.ApiFailed;
import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.gateway.Refusal;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/// How every command behaves: help shows examples first, a complaint is one line with the way to help, and exit codes
/// follow the state table.
final class Manners {
    private static final List<String> SECTIONS = List.of(
            SECTION_KEY_HEADER,
            SECTION_KEY_FOOTER_HEADING,
            SECTION_KEY_FOOTER,
            SECTION_KEY_SYNOPSIS_HEADING,
            SECTION_KEY_SYNOPSIS,
            SECTION_KEY_DESCRIPTION,
            SECTION_KEY_PARAMETER_LIST_HEADING,
            SECTION_KEY_PARAMETER_LIST,
            SECTION_KEY_OPTION_LIST_HEADING,
            SECTION_KEY_OPTION_LIST,
            SECTION_KEY_COMMAND_LIST_HEADING,
            SECTION_KEY_COMMAND_LIST);

    private Manners() {}

    static CommandLine teach(CommandLine line, Terminal terminal) {
        line.setOut(new PrintWriter(terminal.out().stream(), true));
        line.setErr(new PrintWriter(terminal.err().stream(), true));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.out().style().colour() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(Math.clamp(terminal.width(), 60, 120));
        line.setParameterExceptionHandler((complaint, _) -> misused(complaint, terminal));
        line.setExecutionExceptionHandler((thrown, _, _) -> failed(thrown, terminal));
        arrange(line);
        return line;
    }

    private static void arrange(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        line.setHelpSectionKeys(SECTIONS);
        usage.footerHeading("%nExamples:%n");
        usage.synopsisHeading("%nUsage:%n  ");
        usage.parameterListHeading("%nParameters:%n");
        usage.optionListHeading("%nOptions:%n");
        usage.commandListHeading("%nCommands:%n");
        line.getSubcommands().values().forEach(Manners::arrange);
    }

    private static int misused(ParameterException complaint, Terminal terminal) {
        String command = complaint.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().text("belay: " + complaint.getMessage());
        terminal.err().line("Try: " + command + " --help");
        return ExitCode.USAGE;
    }

    private static int failed(Exception thrown, Terminal terminal) {
        return switch (thrown) {
            case ApiFailed failed -> {
                terminal.err().text("belay: " + failed.told());
                yield failed.usage() ? ExitCode.USAGE : ExitCode.FAILED;
            }
            case Refusal refusal -> {
                String field = refusal.field() == null ? "" : refusal.field() + ": ";
                terminal.err().text("belay: " + field + refusal.getMessage());
                yield ExitCode.of(refusal);
            }
            case NoSuchFileException missing -> {
                terminal.err().text("belay: there is no file " + missing.getFile());
                yield ExitCode.USAGE;
            }
            default -> {
                String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
                terminal.err().text("belay: " + message);
                yield ExitCode.FAILED;
            }
        };
    }
}

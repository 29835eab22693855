package dev.belay.edge.cli;

import dev.belay.edge.cli.boot.ConfigFileSource;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The program itself and the options that every command has.
@Command(
        name = "belay",
        header = "Answers by climbing down a chain of tiers until one holds.",
        footer = {
            "  belay demo",
            "  belay ask \"What is 12 times 340?\"",
            "  belay serve",
            "  belay tiers --server http://127.0.0.1:8080",
        },
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class BelayCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration file (YAML); BELAY_CONFIG does the same.")
    private Path config;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the log on standard error.")
    private boolean verbose;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    boolean verbose() {
        return verbose;
    }

    /// The file that an option or the environment names, or `null`.
    Path configFile() {
        if (config != null) {
            return config.toAbsolutePath();
        }
        String named = System.getenv().getOrDefault("BELAY_CONFIG", "");
        return named.isBlank() ? null : Path.of(named).toAbsolutePath();
    }

    /// Lets the configuration find the file.
    ///
    /// @throws ParameterException if it cannot be read
    void nameConfigFile() {
        Path file = configFile();
        if (file == null) {
            return;
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "the configuration file " + file + " cannot be read");
        }
        System.setProperty(ConfigFileSource.PROPERTY, file.toString());
    }
}

package dev.belay.edge.cli.boot;

import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.DatabaseChoice;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Starts the application in this process.
///
/// @param config the configuration file, or `null`
/// @param verbose whether the log is shown, on standard error, also for commands that are quiet otherwise
public record Boot(Terminal terminal, Path config, boolean verbose) {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /// Runs the application and ends the process with its exit code; returns only if the application cannot be started.
    ///
    /// @param application what is run in it
    /// @return exit code
    public int run(BootSettings settings, Class<? extends QuarkusApplication> application, String... args) {
        settings.properties().forEach(System::setProperty);
        if (settings.quiet()) {
            console();
        }
        List<ConfigReport.Problem> problems = ConfigReport.ofProcess().problems();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> terminal.err().text("belay: " + problem));
            return USAGE;
        }
        try {
            DatabaseChoice.Closing closing = DatabaseChoice.ofProcess(config).prepare(notice -> {
                if (verbose || !settings.quiet()) {
                    terminal.err().line("belay: " + notice);
                }
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeLast(closing)));
        } catch (IOException e) {
            terminal.err().text("belay: " + e.getMessage());
            return FAILED;
        }
        Quarkus.run(application, (code, failure) -> exit(code, failure, settings.quiet()), args);
        return FAILED;
    }

    private void console() {
        System.setProperty("quarkus.log.console.enabled", String.valueOf(verbose));
        System.setProperty("quarkus.log.console.stderr", "true");
    }

    private void exit(int code, Throwable failure, boolean quiet) {
        if (failure != null && quiet && !verbose) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            terminal.err().text("belay: could not start: " + root.getMessage() + " (--verbose shows the log)");
        }
        System.exit(code);
    }

    /// Quarkus stops on a hook of its own, in no order with this one; the database goes after it.
    private static void closeLast(DatabaseChoice.Closing closing) {
        Application application = Application.currentApplication();
        if (application != null && application.isStarted()) {
            application.awaitShutdown();
        }
        closing.close();
    }
}

package dev.belay.edge.cli.boot;

import dev.belay.edge.cli.terminal.Terminal;
import dev.belay.platform.DatabaseChoice;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
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
        Runtime.getRuntime().addShutdownHook(new Thread(() -> afterApplication(settings.last())));
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
            Runtime.getRuntime().addShutdownHook(new Thread(() -> afterApplication(closing::close)));
        } catch (IOException e) {
            terminal.err().text("belay: " + e.getMessage());
            return FAILED;
        }
        Quarkus.run(application, (code, failure) -> exit(code, failure), args);
        return FAILED;
    }

    private void console() {
        System.setProperty("quarkus.log.console.enabled", String.valueOf(verbose));
        System.setProperty("quarkus.log.console.stderr", "true");
    }

    private void exit(int code, Throwable failure) {
        if (failure != null) {
            terminal.err().text("belay: could not start: " + told(failure));
            if (verbose) {
                failure.printStackTrace(terminal.err().stream());
            }
        }
        System.exit(code);
    }

    /// The first cause says what is wrong; only of a database that is away does it not say where.
    static String told(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return cause instanceof SQLException ? "the database does not answer: " + message : message;
    }

    /// Quarkus stops on a hook of its own, in no order with these; what it uses goes after it.
    private static void afterApplication(Runnable closing) {
        Application application = Application.currentApplication();
        if (application != null && application.isStarted()) {
            application.awaitShutdown();
        }
        closing.run();
    }
}

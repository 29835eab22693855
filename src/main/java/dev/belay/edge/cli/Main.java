package dev.belay.edge.cli;

import dev.belay.edge.cli.terminal.Terminal;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where the program begins.
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        System.exit(new Program(Terminal.ofProcess(System.getenv()), Facades.NOT_STARTED).run(args));
    }
}

package dev.belay.edge.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a file descriptor is a terminal. Java only tells for input and output together, so Linux is asked itself;
/// elsewhere Java's word counts for all three.
final class Descriptor {
    private Descriptor() {}

    static boolean isTerminal(int number) {
        Path link = Path.of("/proc/self/fd/" + number);
        if (!Files.isSymbolicLink(link)) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException _) {
            return false;
        }
    }
}

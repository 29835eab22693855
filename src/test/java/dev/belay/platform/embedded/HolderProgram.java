package dev.belay.platform.embedded;

import dev.belay.platform.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;

/// A process that uses the embedded database: says where it is, then leaves in good order when its input ends.
final class HolderProgram {
    private HolderProgram() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedDatabase.Server server = new OwnPostgres().start(Path.of(args[0]))) {
            System.out.println("URL " + server.jdbcUrl() + " " + server.password());
            while (System.in.read() >= 0) {
                // waits for the end of input
            }
        }
        System.out.println("LEFT");
    }
}

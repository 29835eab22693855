package dev.belay.edge.cli.drill;

import java.io.IOException;
import java.util.List;

/// How this process was started, without the words of the command.
final class ThisProgram {
    private static final String MAIN = "dev.belay.edge.cli.Main";

    private ThisProgram() {}

    /// @throws IOException if this system does not tell
    static List<String> command() throws IOException {
        ProcessHandle.Info info = ProcessHandle.current().info();
        String program = info.command()
                .orElseThrow(() -> new IOException("this system does not tell how this process was started"));
        List<String> arguments = List.of(info.arguments().orElse(new String[0]));
        int jar = arguments.indexOf("-jar");
        int words = jar >= 0 ? jar + 2 : arguments.indexOf(MAIN) + 1;
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(program), arguments.stream().limit(words))
                .toList();
    }
}

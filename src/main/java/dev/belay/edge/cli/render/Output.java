package dev.belay.edge.cli.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.edge.cli.terminal.Terminal;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Option;

/// How a command's result is written: for people, or as one JSON object.
public final class Output {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "Write one JSON object on standard output.")
    private boolean json;

    public boolean json() {
        return json;
    }

    /// Writes the object, or the lines that say the same.
    public void write(Terminal terminal, JsonNode object, List<String> lines) {
        if (json) {
            object(terminal, object);
        } else {
            lines.forEach(terminal.out()::text);
        }
    }

    /// Writes the object on one line.
    public static void object(Terminal terminal, JsonNode object) {
        try {
            terminal.out().line(JSON.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.belay.toolcall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Texts in each dialect with what has to be read out of them, written by us from the published descriptions of the
/// formats: one file per dialect, and the tools that all of them are offered.
final class Vectors {
    private static final Path FOLDER = Path.of("src/test/resources/toolcall");

    static final List<ToolSpec> TOOLS = tools();

    private Vectors() {}

    /// @param kind `clean`, `repaired`, `refused` (a problem) or `none` (nothing was meant)
    /// @param problem part of what the model is told, or `null`
    record Vector(String dialect, String id, String kind, String text, JsonNode calls, String problem) {
        @Override
        public String toString() {
            return dialect + ": " + id;
        }
    }

    static Stream<Vector> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(Vectors::of)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Vector> of(Path file) {
        String dialect = file.getFileName().toString().replace(".jsonl", "");
        return lines(file)
                .map(Json::tree)
                .map(line -> new Vector(
                        dialect,
                        line.get("id").textValue(),
                        line.get("kind").textValue(),
                        line.get("text").textValue(),
                        line.get("calls"),
                        line.path("problem").textValue()));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ToolSpec> tools() {
        try {
            List<ToolSpec> tools = new ArrayList<>();
            for (JsonNode tool : Json.tree(Files.readString(FOLDER.resolve("tools.json")))) {
                JsonNode function = tool.get("function");
                tools.add(new ToolSpec(
                        function.get("name").textValue(),
                        function.get("description").textValue(),
                        Json.write(function.get("parameters"))));
            }
            return tools;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

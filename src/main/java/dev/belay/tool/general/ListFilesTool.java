package dev.belay.tool.general;

import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lists a folder. Links are shown, never followed.
@ApplicationScoped
@ToolDefinition(
        name = "list_files",
        description = "Lists files and folders; folders end with /, files show their size in bytes.",
        timeoutSeconds = 10,
        schema = """
                {"type": "object", "additionalProperties": false, "properties": {
                  "path": {"type": "string", "default": ".", "description": "folder, relative"},
                  "recursive": {"type": "boolean", "default": false}}}""")
class ListFilesTool implements Tool {
    private static final int MOST = 1_000;
    private static final int DEEPEST = 32;

    private final Folder folder;

    ListFilesTool(Folder folder) {
        this.folder = folder;
    }

    @Override
    public String unavailable() {
        return folder.unavailable();
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed, IOException {
        String path = arguments.text("path", ".");
        Path start = folder.existing(path);
        if (!Files.isDirectory(start)) {
            throw new ToolFailed(path + " is not a folder");
        }
        int depth = arguments.json().path("recursive").asBoolean() ? DEEPEST : 1;
        try (Stream<Path> found = Files.walk(start, depth)) {
            List<Path> places = found.peek(_ -> context.cancellation().check())
                    .skip(1)
                    .limit(MOST + 1)
                    .sorted()
                    .toList();
            String lines = places.stream().limit(MOST).map(this::line).collect(Collectors.joining("\n"));
            return places.isEmpty() ? "(empty)" : lines + (places.size() > MOST ? "\n(and more)" : "");
        } catch (java.io.UncheckedIOException _) {
            throw new ToolFailed("a folder in " + path + " cannot be read");
        }
    }

    private String line(Path place) {
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return folder.name(place) + "/";
        }
        try {
            return folder.name(place) + "  " + Files.size(place);
        } catch (IOException _) {
            return folder.name(place);
        }
    }
}

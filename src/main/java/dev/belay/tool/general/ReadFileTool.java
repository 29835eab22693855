package dev.belay.tool.general;

import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Reads a text file.
@ApplicationScoped
@ToolDefinition(
        name = "read_file",
        description = "Returns the text of a file, or some of its lines.",
        timeoutSeconds = 10,
        outputLimit = 50_000,
        schema = """
                {"type": "object", "required": ["path"], "additionalProperties": false, "properties": {
                  "path": {"type": "string", "description": "file, relative"},
                  "from_line": {"type": "integer", "minimum": 1, "description": "first line to return"},
                  "lines": {"type": "integer", "minimum": 1, "description": "how many lines to return"}}}""")
class ReadFileTool implements Tool {
    private final Folder folder;

    ReadFileTool(Folder folder) {
        this.folder = folder;
    }

    @Override
    public String unavailable() {
        return folder.unavailable();
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed {
        String path = arguments.text("path");
        String text = text(folder.file(path), path);
        if (!arguments.json().has("from_line") && !arguments.json().has("lines")) {
            return text;
        }
        return text.lines()
                .skip(arguments.integer("from_line", 1) - 1L)
                .limit(arguments.integer("lines", Integer.MAX_VALUE))
                .collect(Collectors.joining("\n"));
    }

    private static String text(Path file, String path) throws ToolFailed {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException _) {
            throw new ToolFailed(path + " is not a text file");
        } catch (IOException _) {
            throw new ToolFailed(path + " cannot be read");
        }
    }
}

package dev.belay.tool.general;

import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Finds words in files. The words are taken as they are: no pattern, so no pattern can be slow.
@ApplicationScoped
@ToolDefinition(
        name = "search_files",
        description = "Finds lines that contain a text, ignoring case; returns file:line: text.",
        timeoutSeconds = 20,
        schema = """
                {"type": "object", "required": ["text"], "additionalProperties": false, "properties": {
                  "text": {"type": "string", "minLength": 1, "maxLength": 500},
                  "path": {"type": "string", "default": ".", "description": "folder or file, relative"}}}""")
class SearchFilesTool implements Tool {
    private static final int MOST_FILES = 10_000;
    private static final int MOST_MATCHES = 200;
    private static final int DEEPEST = 32;
    private static final int LONGEST_LINE = 300;

    private final Folder folder;

    SearchFilesTool(Folder folder) {
        this.folder = folder;
    }

    @Override
    public String unavailable() {
        return folder.unavailable();
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed, IOException {
        String wanted = arguments.text("text").toLowerCase(Locale.ROOT);
        Path start = folder.existing(arguments.text("path", "."));
        List<String> matches = new ArrayList<>();
        try (Stream<Path> found = Files.walk(start, DEEPEST)) {
            Iterator<Path> files = found.limit(MOST_FILES).sorted().iterator();
            while (files.hasNext() && matches.size() < MOST_MATCHES) {
                context.cancellation().check();
                search(files.next(), wanted, matches);
            }
        } catch (java.io.UncheckedIOException _) {
            throw new ToolFailed("a folder cannot be read");
        }
        if (matches.isEmpty()) {
            return "no line contains this text";
        }
        return String.join("\n", matches) + (matches.size() == MOST_MATCHES ? "\n(and maybe more)" : "");
    }

    /// Files that are too large, not readable or not text are passed over.
    private void search(Path file, String wanted, List<String> matches) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > folder.maxBytes()) {
                return;
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (int i = 0; i < lines.size() && matches.size() < MOST_MATCHES; i++) {
                if (lines.get(i).toLowerCase(Locale.ROOT).contains(wanted)) {
                    matches.add(folder.name(file) + ":" + (i + 1) + ": " + cut(lines.get(i)));
                }
            }
        } catch (IOException _) {
            // not text, or gone
        }
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}

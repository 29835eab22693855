package dev.belay.drill.script;

import dev.belay.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Recorded conversations by id, in the order of their files.
///
/// Source format: JSON Lines, each `{"task_id": …, "trial": …, "messages": [OpenAI messages]}`.
public final class Recordings {
    private final Map<String, Recording> byId = new LinkedHashMap<>();

    /// @throws IllegalArgumentException if a line of a file is not a recording; the message names file and line
    public static Recordings load(List<Path> files) {
        Recordings recordings = new Recordings();
        files.forEach(recordings::load);
        return recordings;
    }

    public boolean has(String id) {
        return byId.containsKey(id);
    }

    /// The next decision of the recording `id`.
    public Optional<Reply.Found> next(String id, Conversation asked) {
        return Optional.ofNullable(byId.get(id)).flatMap(recording -> find(recording, asked));
    }

    /// The next decision of the first recording that begins like `asked`.
    public Optional<Reply.Found> next(Conversation asked) {
        return byId.values().stream()
                .flatMap(recording -> find(recording, asked).stream())
                .findFirst();
    }

    private static Optional<Reply.Found> find(Recording recording, Conversation asked) {
        String where = "rec:" + recording.id() + "#" + asked.decisions();
        return recording.next(asked).map(reply -> new Reply.Found(reply, where));
    }

    private void load(Path file) {
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    add(Recording.read(Json.tree(line)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("%s, line %d: not a recorded conversation".formatted(file, number), e);
        }
    }

    private void add(Recording recording) {
        if (recording.turns().isEmpty()) {
            throw new IllegalArgumentException("no messages");
        }
        byId.put(recording.id(), recording);
    }
}

package dev.belay.edge.cli.panel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.edge.cli.terminal.ControlCharacters;
import dev.belay.platform.Json;
import dev.belay.run.follow.Happening;
import dev.belay.run.follow.Happenings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the branches of a run said last, in a line each. Read from what is told of the run's journal to whoever watches
/// it, so nobody is shown here what is kept from its caller. Used by one thread.
public final class Sayings {
    private static final int LOOKED_AT = 2_000;
    private static final int LONGEST = 120;

    private final Map<Integer, String> byBranch = new HashMap<>();

    /// Of all that is told of a run up to now; of nothing where that cannot be read, because a panel without words is
    /// better than a run that is disturbed.
    public static Sayings in(Supplier<Optional<Happenings>> run) {
        Sayings sayings = new Sayings();
        try (Happenings happenings = run.get().orElse(null)) {
            for (Happening next = next(happenings); next != null; next = next(happenings)) {
                sayings.note(next.kind(), Json.tree(next.data()));
            }
        } catch (RuntimeException _) {
            // Nothing more is known, or there is nothing more to know.
        }
        return sayings;
    }

    private static Happening next(Happenings happenings) {
        return happenings == null ? null : happenings.next(Duration.ZERO);
    }

    /// Takes note of an entry of the journal.
    ///
    /// @param data as it is told, in `snake_case`
    public void note(String kind, JsonNode data) {
        JsonNode fact = data.path("fact");
        if (kind.equals("in_branch") && fact.path("kind").asText("").equals("decision")) {
            byBranch.put(data.path("branch").asInt(), line(fact.path("message")));
        }
    }

    /// The first line of what was said in the branch, or which tools it calls; empty if that is not known.
    public String of(int branch) {
        return byBranch.getOrDefault(branch, "");
    }

    private static String line(JsonNode message) {
        String calls = message.path("tool_calls")
                .valueStream()
                .map(call -> call.path("name").asText(""))
                .collect(Collectors.joining(", "));
        return calls.isEmpty() ? first(message.path("text").asText("")) : bounded("calls " + calls);
    }

    private static String first(String text) {
        return ControlCharacters.strip(text.substring(0, Math.min(LOOKED_AT, text.length())))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .map(Sayings::bounded)
                .orElse("");
    }

    private static String bounded(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}

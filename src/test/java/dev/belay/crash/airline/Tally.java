package dev.belay.crash.airline;

import java.util.Map;
import java.util.TreeMap;

/// How many calls were hit where.
final class Tally {
    private final Map<String, int[]> rows = new TreeMap<>();

    /// @param exactly whether the conversation stood at its spot when the process died, or somewhere in the call
    void add(Halt halt, boolean exactly) {
        String row = "%d | %s | %s"
                .formatted(halt.spot().ordinal() + 1, halt.spot().label(), halt.before() ? "before" : "after");
        int[] counts = rows.computeIfAbsent(row, _ -> new int[2]);
        counts[0]++;
        counts[1] += exactly ? 1 : 0;
    }

    /// As a table in Markdown.
    String table() {
        StringBuilder table = new StringBuilder("| | spot | | calls hit | exactly there |\n|--:|---|---|--:|--:|\n");
        rows.forEach((row, counts) -> table.append("| %s | %d | %d |%n".formatted(row, counts[0], counts[1])));
        return table.toString();
    }
}

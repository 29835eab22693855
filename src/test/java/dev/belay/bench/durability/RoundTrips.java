package dev.belay.bench.durability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How often one kind of run waits for the database: for itself, and for each tool call.
///
/// @param once by statement, in a run whose model calls no tool
/// @param each by statement, what one tool call adds
record RoundTrips(Map<String, Long> once, Map<String, Long> each) {

    /// What does not come with every run is the process' own (its lease, its timers), and is left out.
    ///
    /// @param idle counted in runs without a tool call
    /// @param busy counted in as many runs with tool calls
    static RoundTrips of(Map<String, Integer> idle, Map<String, Integer> busy, int runs, int calls) {
        Map<String, Long> once = new LinkedHashMap<>();
        Map<String, Long> each = new LinkedHashMap<>();
        idle.forEach((statement, count) -> put(once, statement, (double) count / runs));
        busy.forEach((statement, count) ->
                put(each, statement, (double) (count - idle.getOrDefault(statement, 0)) / runs / calls));
        return new RoundTrips(once, each);
    }

    private static void put(Map<String, Long> into, String statement, double share) {
        long whole = Math.round(share);
        if (whole > 0) {
            into.put(statement, whole);
        }
    }

    static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    static String words(Map<String, Long> counts) {
        List<String> words = new ArrayList<>();
        counts.forEach((statement, count) -> words.add(count == 1 ? statement : count + " × " + statement));
        return words.isEmpty() ? "none" : String.join("; ", words);
    }
}

package dev.belay.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What became of each run, by point and a column each.
final class Matrix {
    private static final Set<String> RESTING_IN_DOUBT = Set.of("IN_DOUBT", "NEEDS_HUMAN");

    private final List<String> columns;
    private final Map<String, Map<String, Cell>> rows = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    Matrix(List<String> columns) {
        this.columns = columns;
    }

    static Matrix byEffect() {
        return new Matrix(Arrays.stream(Effect.values()).map(Effect::tool).toList());
    }

    private static final class Cell {
        private int runs;
        private int right;
        private final Set<Integer> counts = new TreeSet<>();

        @Override
        public String toString() {
            return "%d/%d %s %s"
                    .formatted(
                            right,
                            runs,
                            right == runs ? "✓" : "✗",
                            String.join(
                                    "–", counts.stream().map(String::valueOf).toList()));
        }
    }

    /// @param run `null` if there is none
    /// @param effects how often each effect happened, by mark
    void add(Case one, Scene.Known run, Map<String, Integer> effects) {
        add(one, one.effect().tool(), flaw(one, run, effects), run, effects);
    }

    /// @param flaw what is not as it should be, or `null`
    void add(Case one, String column, String flaw, Scene.Known run, Map<String, Integer> effects) {
        Point point = one.point();
        String row = "%02d;%s;| %d %s | %s |"
                .formatted(
                        point.number(),
                        one.before() ? "a" : "b",
                        point.number(),
                        point.words(),
                        point.moment(one.before()));
        Cell cell = rows.computeIfAbsent(row, _ -> new HashMap<>()).computeIfAbsent(column, _ -> new Cell());
        cell.runs++;
        cell.counts.add(effects.getOrDefault(one.mark(one.hit()), 0));
        if (flaw == null) {
            cell.right++;
        } else {
            wrong.add(one + ": " + flaw + "; run " + run + ", effects "
                    + one.marks().stream()
                            .map(mark -> effects.getOrDefault(mark, 0))
                            .toList());
        }
    }

    /// @return `null` if everything is as it should be
    static String flaw(Case one, Scene.Known run, Map<String, Integer> effects) {
        if (run == null) {
            return "there is no run";
        }
        for (int call = 1; call <= one.calls(); call++) {
            int count = effects.getOrDefault(one.mark(call), 0);
            boolean maybe = one.unknowable() && call >= one.hit();
            if (count > 1) {
                return "effect " + call + " happened " + count + " times";
            }
            if (count == 0 && !maybe) {
                return "effect " + call + " did not happen";
            }
        }
        if (!one.unknowable()) {
            return run.state().equals("SUCCEEDED") ? null : "the run did not succeed";
        }
        boolean doubt =
                run.effects() != null && List.of(run.effects().split(",")).contains("IN_DOUBT");
        return RESTING_IN_DOUBT.contains(run.state()) && doubt ? null : "what is not known is not said to be in doubt";
    }

    /// For a run of which it is not known when it was hit.
    ///
    /// @return `null` if everything is as it should be
    static String loosely(Case one, Scene.Known run, Map<String, Integer> effects) {
        boolean resting = one.effect() == Effect.UNSAFE && run != null && RESTING_IN_DOUBT.contains(run.state());
        return resting ? twice(one, effects) : flaw(one, run, effects);
    }

    /// @return `null` if no effect happened more than once
    static String twice(Case one, Map<String, Integer> effects) {
        return one.marks().stream()
                .filter(mark -> effects.getOrDefault(mark, 0) > 1)
                .findFirst()
                .map(mark -> mark + " happened " + effects.get(mark) + " times")
                .orElse(null);
    }

    /// What is not as it should be, one line per run.
    List<String> wrong() {
        return wrong;
    }

    /// As a table in Markdown.
    String table() {
        StringBuilder table = new StringBuilder("| point | | " + String.join(" | ", columns) + " |\n");
        table.append("|---|---|").append("--:|".repeat(columns.size())).append('\n');
        rows.forEach((row, cells) -> {
            table.append(row.substring(row.indexOf('|')));
            columns.forEach(column -> table.append(' ')
                    .append(cells.containsKey(column) ? cells.get(column) : "–")
                    .append(" |"));
            table.append('\n');
        });
        return table.toString();
    }
}

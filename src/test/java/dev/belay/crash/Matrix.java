package dev.belay.crash;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What became of each run, by point and effect class.
final class Matrix {
    private static final Set<String> RESTING_IN_DOUBT = Set.of("IN_DOUBT", "NEEDS_HUMAN");

    private final Map<String, Map<Effect, Cell>> rows = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

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
        String row =
                "%02d %s %s".formatted(one.point().ordinal() + 1, one.before() ? "a before" : "b after", one.point());
        Cell cell = rows.computeIfAbsent(row, _ -> new EnumMap<>(Effect.class))
                .computeIfAbsent(one.effect(), _ -> new Cell());
        cell.runs++;
        cell.counts.add(effects.getOrDefault(one.mark(one.hit()), 0));
        String flaw = flaw(one, run, effects);
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
        StringBuilder table = new StringBuilder("| point | | transactional | keyed | reconcilable | unsafe |\n");
        table.append("|---|---|--:|--:|--:|--:|\n");
        rows.forEach((row, cells) -> {
            String[] words = row.split(" ");
            table.append("| %d %s | %s |"
                    .formatted(
                            Integer.parseInt(words[0]),
                            words[3].toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                            words[2]));
            for (Effect effect : Effect.values()) {
                table.append(' ')
                        .append(cells.containsKey(effect) ? cells.get(effect) : "–")
                        .append(" |");
            }
            table.append('\n');
        });
        return table.toString();
    }
}

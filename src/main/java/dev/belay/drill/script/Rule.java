package dev.belay.drill.script;

import java.util.List;

/// One line of a script: in this situation, say that.
public record Rule(When when, Reply reply) {

    /// All that is set must hold; what is `null` or empty does not matter. Texts are searched without regard to
    /// case.
    ///
    /// @param user in the latest user text
    /// @param contains in any message
    /// @param tools what must have been used, and what must be on offer
    public record When(String user, String contains, Counts counts, Tools tools) {
        public static final When ALWAYS =
                new When(null, null, new Counts(null, null, null), new Tools(null, null, List.of()));

        boolean holds(Conversation asked) {
            return has(asked.lastUser(), user)
                    && (contains == null || asked.turns().stream().anyMatch(turn -> has(turn.text(), contains)))
                    && counts.hold(asked)
                    && tools.hold(asked);
        }
    }

    /// @param turn decisions in the whole request
    /// @param step decisions since the latest user message
    /// @param results tool results in the whole request
    public record Counts(Integer turn, Integer step, Integer results) {
        boolean hold(Conversation asked) {
            return is(turn, asked.decisions()) && is(step, asked.step()) && is(results, asked.results());
        }
    }

    /// @param after the tool whose result came last since the latest user message; `none` for no result
    /// @param result in the text of that result
    /// @param offers tools that must be on offer
    public record Tools(String after, String result, List<String> offers) {
        boolean hold(Conversation asked) {
            var last = asked.lastResult();
            String name = last == null ? "none" : last.name();
            return (after == null || after.equals(name))
                    && (result == null || last != null && has(last.text(), result))
                    && offers.stream().allMatch(asked::offers);
        }
    }

    private static boolean has(String text, String part) {
        return part == null
                || text.toLowerCase(java.util.Locale.ROOT).contains(part.toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean is(Integer wanted, int actual) {
        return wanted == null || wanted == actual;
    }
}

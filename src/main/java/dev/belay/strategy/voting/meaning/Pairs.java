package dev.belay.strategy.voting.meaning;

import dev.belay.strategy.voting.count.Meaning;
import dev.belay.strategy.voting.count.Meaning.Form;
import dev.belay.strategy.voting.count.Meaning.Prose;
import dev.belay.strategy.voting.count.Measure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds the texts of which only their meaning can say whether they are the same: their tokens do not join them, and
/// nothing in them keeps them apart. Used by one thread.
///
/// @param tokens what they say
/// @param longest characters of a text that is compared by meaning
/// @param marks of texts that were looked at
record Pairs(Measure tokens, int longest, Map<String, Marks> marks) {

    Pairs(Measure tokens, int longest) {
        this(tokens, longest, new HashMap<>());
    }

    /// What there is to be put into vectors.
    ///
    /// @param texts one for each form, in the order of the texts
    /// @param tooLong whether any was left out for its length
    record Open(Map<Form, String> texts, boolean tooLong) {}

    /// @param columns what is compared with each other
    Open in(List<List<Meaning>> columns) {
        // Sorted, so that what is asked for does not depend on who said it.
        Map<String, Form> sorted = new TreeMap<>();
        boolean tooLong = false;
        for (List<Meaning> column : columns) {
            List<Prose> said = column.stream()
                    .filter(Prose.class::isInstance)
                    .map(Prose.class::cast)
                    .toList();
            for (Prose one : said) {
                for (Prose other : said) {
                    tooLong |= undecided(one, other) && !fit(one, other);
                    if (open(one, other)) {
                        sorted.put(one.text(), one.form());
                    }
                }
            }
        }
        Map<Form, String> texts = new LinkedHashMap<>();
        sorted.forEach((text, form) -> texts.putIfAbsent(form, text));
        return new Open(texts, tooLong);
    }

    /// Whether the meaning of both may say that they are the same.
    boolean open(Prose one, Prose other) {
        return undecided(one, other) && fit(one, other) && !marks(one).apart(marks(other));
    }

    /// Whether their tokens neither join them nor keep them apart.
    private boolean undecided(Prose one, Prose other) {
        return one.form().agrees(other.form())
                && !tokens.same(one, other)
                && !one.form().words().isEmpty()
                && !other.form().words().isEmpty();
    }

    private boolean fit(Prose one, Prose other) {
        return one.text().length() <= longest && other.text().length() <= longest;
    }

    private Marks marks(Prose prose) {
        return marks.computeIfAbsent(prose.text(), _ -> Marks.of(prose));
    }
}

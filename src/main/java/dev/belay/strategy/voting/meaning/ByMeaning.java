package dev.belay.strategy.voting.meaning;

import dev.belay.model.embedding.Vector;
import dev.belay.strategy.voting.count.Meaning;
import dev.belay.strategy.voting.count.Meaning.Form;
import dev.belay.strategy.voting.count.Meaning.Prose;
import dev.belay.strategy.voting.count.Measure;
import java.util.Map;

/// What tokens say is the same, and prose whose vectors point the same way.
///
/// @param pairs which texts may be compared by meaning
/// @param similarity the cosine from which on they are the same
/// @param vectors by form, of those that were asked for
record ByMeaning(Pairs pairs, double similarity, Map<Form, Vector> vectors) implements Measure {

    @Override
    public boolean same(Meaning one, Meaning other) {
        return pairs.tokens().same(one, other) || cosine(one, other) >= similarity;
    }

    @Override
    public double likeness(Meaning one, Meaning other) {
        return Math.max(pairs.tokens().likeness(one, other), cosine(one, other));
    }

    /// 0 where it does not count.
    private double cosine(Meaning one, Meaning other) {
        if (!(one instanceof Prose left && other instanceof Prose right) || !pairs.open(left, right)) {
            return 0;
        }
        Vector a = vectors.get(left.form());
        Vector b = vectors.get(right.form());
        boolean comparable = a != null && b != null && a.dimensions() == b.dimensions();
        return comparable ? Math.max(0, a.cosine(b)) : 0;
    }
}

package dev.belay.strategy.voting.count;

/// By what two votes are compared. Says the same whichever of both comes first.
public interface Measure {

    /// Whether both count as one.
    boolean same(Meaning one, Meaning other);

    /// From 0 to 1; 1 if both say the same.
    double likeness(Meaning one, Meaning other);

    /// By values and words alone.
    ///
    /// @param threshold the share of words from which on prose is the same
    static Measure ofTokens(double threshold) {
        return new ByTokens(threshold);
    }

    /// As [#ofTokens] says.
    record ByTokens(double threshold) implements Measure {
        @Override
        public boolean same(Meaning one, Meaning other) {
            return one.same(other, threshold);
        }

        @Override
        public double likeness(Meaning one, Meaning other) {
            return one.likeness(other);
        }
    }
}

package dev.belay.strategy.voting.count;

/// What decides between groups of which each has as many voters, and which vote of a group stands for it.
public enum TieBreaker {
    LONGEST,
    SHORTEST,
    FIRST,
    CONFIDENCE,
    JUDGE
}

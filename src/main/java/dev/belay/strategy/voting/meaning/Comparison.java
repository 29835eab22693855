package dev.belay.strategy.voting.meaning;

import dev.belay.exchange.vote.Ballot;
import dev.belay.strategy.voting.count.Measure;

/// By what the texts of one count are compared, and what is told of that.
public record Comparison(Measure measure, Ballot.Measure told) {}

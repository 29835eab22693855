/// Compares texts by meaning, with the embedding model, where their tokens do not say already whether they are the
/// same. On the path between a round of votes and their count.
package dev.belay.strategy.voting.meaning;

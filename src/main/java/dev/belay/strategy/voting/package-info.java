/// Tiers that ask models, or personas, answer beside each other, and what enough of them say is the answer.
/// Calls that act are voted on before they do.
///
/// On the path: a [dev.belay.strategy.voting.VotingStrategy] has one [dev.belay.strategy.voting.Voting] for
/// each run, with a [dev.belay.strategy.voting.Round] for each time that everybody is heard. By what their texts are
/// compared, [dev.belay.strategy.voting.meaning.Comparing] says.
package dev.belay.strategy.voting;

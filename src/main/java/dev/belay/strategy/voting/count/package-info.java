/// Which answers say the same, how many voters are behind each, and which of them is chosen. Pure arithmetic: knows
/// neither tiers nor runs.
package dev.belay.strategy.voting.count;

package dev.belay.strategy.voting.count;

/// One vote.
///
/// @param place of the voter among all, from 0
/// @param arrived when, by any clock
/// @param length of what was said, in characters
/// @param meaning of what was said
public record Cast(int place, long arrived, int length, Meaning meaning) {}

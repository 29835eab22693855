package dev.belay.strategy.voting.count;

/// One vote.
///
/// @param place of the voter among all, from 0
/// @param arrived when, by any clock
/// @param length of what was said, in characters
/// @param meaning of what was said
/// @param acts whether it is to act rather than to answer; one that is and one that is not are never the same
public record Cast(int place, long arrived, int length, Meaning meaning, boolean acts) {

    /// An answer.
    public Cast(int place, long arrived, int length, Meaning meaning) {
        this(place, arrived, length, meaning, false);
    }
}

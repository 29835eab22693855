package dev.belay.drill.score.check;

/// One thing that was looked at.
///
/// @param name short, the same in every fault
/// @param kind what it means to miss it
/// @param detail what was seen instead, or a number worth knowing; may be empty
public record Point(String name, Kind kind, boolean ok, String detail) {

    /// What a missed point says about a gateway.
    public enum Kind {
        /// There was no right answer.
        ANSWER,
        /// It did harm: to the provider, or to a caller who was told something untrue or nothing at all.
        CONDUCT,
        /// It could have been done better.
        ADVISORY
    }
}

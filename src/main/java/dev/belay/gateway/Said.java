package dev.belay.gateway;

/// What a caller hears of a run next.
public sealed interface Said {

    /// More of the answer's text.
    ///
    /// @param model the name under which the provider says that it speaks
    record Words(String text, String model) implements Said {}

    /// The run has ended, or rests.
    ///
    /// @param heard how many characters of the answer's text have been heard before; less than 0 if what was heard
    ///     is not the beginning of the answer, which then cannot be told any more
    /// @param apart whether an empty line tells the rest of the text apart from messages that were heard before
    record Ended(Gateway.Report report, int heard, boolean apart) implements Said {}
}

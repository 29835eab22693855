package dev.belay.sandbox;

/// What came of a program.
///
/// @param output what it printed, within the limit
/// @param answer what it gave to `final_answer`, or `null`
/// @param error what ended it before its end, with the line where known; or `null`
/// @param lost whether the sandbox is of no use any more, and its variables are gone
public record Outcome(String output, String answer, String error, boolean lost) {

    static Outcome refused(String error) {
        return new Outcome("", null, error, false);
    }
}

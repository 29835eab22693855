package dev.belay.toolcall.dialect;

import dev.belay.toolcall.value.WrittenCall;
import java.util.List;

/// What a dialect found at one place.
///
/// @param dialect id of the dialect
/// @param form `null` for what is nothing
/// @param start first place that belongs to it, marks included
/// @param end place after the last
/// @param calls as they were written, in order; the tools they name need not exist
/// @param problem why something that can only be meant as a call is none, for the model to correct, or `null`
public record Found(String dialect, Form form, int start, int end, List<WrittenCall> calls, String problem) {
    public Found {
        calls = List.copyOf(calls);
    }

    public static Found calls(String dialect, Form form, int start, int end, List<WrittenCall> calls) {
        return new Found(dialect, form, start, end, calls, null);
    }

    public static Found problem(String dialect, int start, int end, String problem) {
        return new Found(dialect, Form.MARKED, start, end, List.of(), problem);
    }

    /// Nothing, and nothing to look for up to a place.
    public static Found skip(int start, int end) {
        return new Found("", null, start, end, List.of(), null);
    }

    /// A mark that belongs to calls but is none itself.
    public static Found mark(String dialect, int start, int end) {
        return new Found(dialect, Form.MARKED, start, end, List.of(), null);
    }

    public boolean isMark() {
        return calls.isEmpty() && problem == null;
    }
}

package dev.belay.toolcall.python;

import dev.belay.toolcall.value.WrittenCall;
import java.util.List;

/// A list that holds nothing but calls, `[f(a=1), g(b=2)]`, whatever their names.
///
/// @param start of the opening bracket
/// @param end place after the closing bracket, or the end of the text
/// @param whole whether the list was closed
public record CallList(List<WrittenCall> calls, int start, int end, boolean whole) {
    public CallList {
        calls = List.copyOf(calls);
    }
}

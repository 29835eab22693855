package dev.belay.toolcall;

import dev.belay.exchange.message.ToolCall;
import java.util.List;

/// What was read out of a text.
///
/// @param text the words around the calls, without thoughts
/// @param calls in the order they were written, without ids; empty if there is a problem, so that nothing is
///     half done
/// @param repairs what had to be mended, one line each
/// @param problem why something that is meant as a call is none, for the model to correct, or `null`
public record ReadCalls(String text, List<ToolCall> calls, List<String> repairs, String problem) {
    public ReadCalls {
        calls = List.copyOf(calls);
        repairs = List.copyOf(repairs);
    }
}

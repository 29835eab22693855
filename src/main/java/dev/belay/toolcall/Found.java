package dev.belay.toolcall;

import dev.belay.exchange.message.ToolCall;
import java.util.List;

/// What one place in a text turned out to be: calls, a problem, or neither.
record Found(List<ToolCall> calls, List<String> repairs, String problem) {
    static final Found NOTHING = new Found(List.of(), List.of(), null);

    static Found problem(String problem) {
        return new Found(List.of(), List.of(), problem);
    }
}

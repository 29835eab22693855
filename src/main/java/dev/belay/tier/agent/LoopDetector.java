package dev.belay.tier.agent;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/// Notices a model that asks for the same thing for ever. A call whose result changes, such as a look at
/// something that is getting ready, is not a loop.
final class LoopDetector {
    private final int limit;
    private final Map<Object, Seen> seen = new HashMap<>();

    /// @param limit how often the same call may bring the same result
    LoopDetector(int limit) {
        this.limit = limit;
    }

    /// Whether making this call once more would be going round in circles.
    boolean circles(ToolCall call) {
        Seen before = seen.get(signature(call));
        return before != null && before.times() >= limit;
    }

    void record(ToolCall call, ToolResult result) {
        seen.merge(
                signature(call),
                new Seen(result.content(), 1),
                (before, now) ->
                        before.result().equals(now.result()) ? new Seen(before.result(), before.times() + 1) : now);
    }

    void forget() {
        seen.clear();
    }

    /// Two spellings of the same JSON are the same call.
    private static Object signature(ToolCall call) {
        try {
            return Map.entry(call.name(), Json.tree(call.arguments()));
        } catch (UncheckedIOException e) {
            return Map.entry(call.name(), call.arguments());
        }
    }

    private record Seen(String result, int times) {}
}

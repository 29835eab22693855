package dev.belay.run.shadow;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The calls that a run made and what came of them, in their order. Immutable.
public record Recorded(List<Call> calls) {
    public static final Recorded NOTHING = new Recorded(List.of());

    public Recorded {
        calls = List.copyOf(calls);
    }

    /// @param arguments as the model wrote them
    /// @param acts whether the tool does more than read
    public record Call(String tool, String arguments, ToolResult result, boolean acts) {}

    /// Of what still counts in a journal. What was refused before anything ran was no call.
    public static Recorded of(List<Entry> entries) {
        Map<String, ToolCall> asked = new HashMap<>();
        List<Call> calls = new ArrayList<>();
        for (Entry entry : Standing.of(entries)) {
            switch (entry.fact()) {
                case Entry.Decision decision ->
                    decision.message().toolCalls().forEach(call -> asked.put(entry.seq() + " " + call.id(), call));
                case Entry.ToolDone done
                when done.result().source() != ToolResult.Source.REFUSED -> {
                    ToolCall call =
                            asked.get(done.decision() + " " + done.result().callId());
                    if (call != null) {
                        boolean acts = !"PURE".equals(done.effectClass());
                        calls.add(new Call(call.name(), call.arguments(), done.result(), acts));
                    }
                }
                default -> {
                    // no call
                }
            }
        }
        return new Recorded(calls);
    }
}

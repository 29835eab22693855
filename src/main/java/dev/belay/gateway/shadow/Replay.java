package dev.belay.gateway.shadow;

import dev.belay.exchange.message.ToolResult;
import dev.belay.run.shadow.Recorded;
import dev.belay.strategy.voting.count.Meaning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The results of a run's calls, for whoever makes the same calls. Thread-safe.
final class Replay {
    private final Comparing comparing;
    private final Map<Meaning, List<Recorded.Call>> recorded = new HashMap<>();
    private final Map<Meaning, Integer> asked = new HashMap<>();

    Replay(Recorded recorded, Comparing comparing) {
        this.comparing = comparing;
        for (Recorded.Call call : recorded.calls()) {
            Meaning meaning = comparing.call(call.tool(), call.arguments());
            this.recorded.computeIfAbsent(meaning, _ -> new ArrayList<>()).add(call);
        }
    }

    /// The result that the run had at this place: of equal calls the second gets the second, and further ones the
    /// last.
    ///
    /// @return `null` if the run made no such call
    synchronized ToolResult next(String tool, String arguments) {
        Meaning meaning = comparing.call(tool, arguments);
        List<Recorded.Call> same = recorded.get(meaning);
        if (same == null) {
            return null;
        }
        int before = asked.merge(meaning, 1, Integer::sum) - 1;
        return same.get(Math.min(before, same.size() - 1)).result();
    }

    /// Whether the run acted by a call that nobody has asked for here.
    synchronized boolean left() {
        return recorded.entrySet().stream()
                .anyMatch(calls -> !asked.containsKey(calls.getKey())
                        && calls.getValue().stream().anyMatch(Recorded.Call::acts));
    }
}

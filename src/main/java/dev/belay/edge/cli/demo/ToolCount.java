package dev.belay.edge.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.edge.cli.panel.Amounts;
import dev.belay.edge.cli.panel.Progress;
import dev.belay.platform.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts how often each tool was really executed; results that were carried over do not count. Thread-safe.
final class ToolCount {
    private final Map<String, Integer> times = new LinkedHashMap<>();

    synchronized void note(Progress progress) {
        if (progress instanceof Progress.ToolRan ran && ran.executed()) {
            times.merge(ran.tool(), 1, Integer::sum);
        }
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.object();
        times.forEach(json::put);
        return json;
    }

    @Override
    public synchronized String toString() {
        return times.isEmpty()
                ? "never"
                : times.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Amounts.count(entry.getValue(), "time"))
                        .collect(Collectors.joining(", "));
    }
}

package dev.belay.tool.general;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolContext;
import java.time.Duration;
import java.util.Map;

/// What tools are called with in tests.
final class Context {
    private Context() {}

    static ToolContext any() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), System::nanoTime);
        return new ToolContext(
                "run", Caller.LOCAL, ToolContext.Effect.keyed("a1b2c3"), deadline, new Cancellation(), Map.of());
    }

    static Arguments arguments(String... namesAndValues) {
        ObjectNode json = Json.object();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Arguments(json);
    }
}

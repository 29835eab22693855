package dev.belay.tool.execute.call;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.Content;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.tool.ToolDoor;
import java.util.concurrent.atomic.AtomicBoolean;

/// The node in the trace of one execution. Closed once, by whoever knows first how it ended: that may be long
/// after the attempt that asked.
public final class Span {
    private final String runId;
    private final String tool;
    private final Scopes.Scope scope;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Span(String runId, String tool, Scopes.Scope scope) {
        this.runId = runId;
        this.tool = tool;
        this.scope = scope;
    }

    /// @param tool the tool's name, or a fixed word where the name is the model's invention
    public static Span open(ToolDoor.Bench bench, String tool, ToolCall call, String effectClass) {
        String runId = bench.owner().runId();
        Scopes.Scope scope = bench.scope().open(new BelayEvent.ToolStarted(runId, tool, call.id(), effectClass));
        scope.content(() -> new Content.Arguments(call.arguments()));
        return new Span(runId, tool, scope);
    }

    public Scopes.Scope scope() {
        return scope;
    }

    /// @param result what the model will read
    public void close(ToolResult.Status status, ToolResult.Source source, String result) {
        if (closed.compareAndSet(false, true)) {
            scope.content(() -> new Content.Result(result));
            scope.close(new BelayEvent.ToolEnded(runId, tool, status, source));
        }
    }

    public void close(ToolResult result) {
        close(result.status(), result.source(), result.content());
    }

    /// Without a result: none came of it, or nobody will read it.
    public void close(ToolResult.Status status, ToolResult.Source source) {
        if (closed.compareAndSet(false, true)) {
            scope.close(new BelayEvent.ToolEnded(runId, tool, status, source));
        }
    }
}

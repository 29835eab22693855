package dev.belay.tool.execute.call;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.ToolDoor;

/// A call that is known, allowed and fits the tool's schema.
///
/// @param decision `seq` of the journaled decision that asks
/// @param canonical the arguments as RFC 8785 text
public record Asked(
        ToolCall call,
        long decision,
        ToolDoor.Bench bench,
        ToolCatalog.Entry entry,
        Arguments arguments,
        String canonical) {

    public ToolDescription tool() {
        return entry.description();
    }

    public ToolResult result(String content, ToolResult.Status status, ToolResult.Source source) {
        return new ToolResult(call.id(), tool().name(), content, status, source);
    }

    /// @param ledgerKey `null` for tools without effect
    public Entry.ToolDone done(ToolResult result, String ledgerKey, long millis) {
        return new Entry.ToolDone(decision, result, tool().effect().name(), ledgerKey, millis);
    }
}

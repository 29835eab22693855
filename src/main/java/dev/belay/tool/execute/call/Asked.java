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
/// @param approval id of the approval by which it acts, or `null`
public record Asked(
        ToolCall call,
        long decision,
        ToolDoor.Bench bench,
        ToolCatalog.Entry entry,
        Arguments arguments,
        String canonical,
        String approval) {

    public Asked(
            ToolCall call,
            long decision,
            ToolDoor.Bench bench,
            ToolCatalog.Entry entry,
            Arguments arguments,
            String canonical) {
        this(call, decision, bench, entry, arguments, canonical, null);
    }

    /// The same call, allowed by a person.
    public Asked approved(String by) {
        return new Asked(call, decision, bench, entry, arguments, canonical, by);
    }

    /// The same call with other arguments.
    public Asked with(Arguments others, String canonicalOthers) {
        return new Asked(call, decision, bench, entry, others, canonicalOthers, approval);
    }

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

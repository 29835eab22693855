package dev.belay.tool.guard;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolResult.Source;
import dev.belay.exchange.message.ToolResult.Status;
import dev.belay.journal.Entry;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.journal.RunJournal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Stops a run whose tools only fail, and has a person look. Read off the journal, so it holds across tiers and
/// processes.
///
/// Counts what tools came to, not what was refused before one ran: a wrong argument is the model's to correct.
public final class Escalation {
    private static final int LONGEST = 500;

    private final int after;

    /// @param after failures in a row after which a further one asks a person; 0 never does
    public Escalation(int after) {
        this.after = after;
    }

    /// @param result the latest, which is in the journal already
    /// @throws ControlFlow.NeedsHuman if it is one failure too many
    public void look(RunJournal journal, ToolResult result) {
        if (after == 0 || !failed(result)) {
            return;
        }
        int failures = inARow(journal.entries());
        if (failures > after) {
            String error = result.content();
            String shown = error.length() > LONGEST ? error.substring(0, LONGEST) + "…" : error;
            throw new ControlFlow.NeedsHuman(
                    failures + " tool calls in a row failed; the last one was " + result.tool() + ": " + shown,
                    result.tool());
        }
    }

    /// A person who had the run go on has seen what failed before.
    private static int inARow(List<Entry> entries) {
        Set<String> failures = new HashSet<>();
        for (Entry entry : entries.reversed()) {
            switch (entry.fact()) {
                case Entry.ToolDone done -> {
                    if (done.result().status() == Status.OK) {
                        return failures.size();
                    }
                    if (failed(done.result())) {
                        failures.add(done.decision() + " " + done.result().callId());
                    }
                }
                case Entry.PersonDecided _ -> {
                    return failures.size();
                }
                case Entry.Resumed(Why why)
                when why == Why.DECIDED || why == Why.ASKED -> {
                    return failures.size();
                }
                default -> {
                    // says nothing about tools
                }
            }
        }
        return failures.size();
    }

    private static boolean failed(ToolResult result) {
        return result.status() == Status.ERROR && result.source() == Source.EXECUTED;
    }
}

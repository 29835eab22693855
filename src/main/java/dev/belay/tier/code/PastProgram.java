package dev.belay.tier.code;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A program as the journal tells of it.
///
/// @param seq its place
/// @param made its calls that have a result, in order
/// @param end `null` if it has none
record PastProgram(long seq, Instant at, Entry.Program program, List<Made> made, Entry.ProgramEnded end) {

    /// Every program of this tier, in order.
    static List<PastProgram> of(List<Entry> entries) {
        List<PastProgram> programs = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.fact()) {
                case Entry.Program program
                when program.tier().equals(CodeTier.ID) ->
                    programs.add(new PastProgram(entry.seq(), entry.at(), program, new ArrayList<>(), null));
                case Entry.ProgramEnded end
                when !programs.isEmpty() && programs.getLast().seq() == end.program() ->
                    programs.add(programs.removeLast().ending(end));
                case Entry.Decision decision
                when !programs.isEmpty() && programs.getLast().makes(decision) ->
                    decision.message()
                            .toolCalls()
                            .forEach(call -> made(entries, entry.seq(), call, programs.getLast()));
                default -> {
                    // no program's
                }
            }
        }
        return programs;
    }

    private boolean makes(Entry.Decision decision) {
        return end == null
                && decision.tier().equals(CodeTier.ID)
                && decision.message().callsTools();
    }

    private PastProgram ending(Entry.ProgramEnded last) {
        return new PastProgram(seq, at, program, made, last);
    }

    /// If a call has several results, the latest is what is known best.
    private static void made(List<Entry> entries, long decision, ToolCall call, PastProgram by) {
        entries.stream()
                .map(Entry::fact)
                .filter(fact -> fact instanceof Entry.ToolDone done
                        && done.decision() == decision
                        && done.result().callId().equals(call.id()))
                .map(fact -> ((Entry.ToolDone) fact).result())
                .reduce((_, later) -> later)
                .ifPresent(result -> by.made().add(new Made(decision, call, result)));
    }

    /// @param decision its `seq`
    record Made(long decision, ToolCall call, ToolResult result) {}
}

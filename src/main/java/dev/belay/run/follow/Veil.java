package dev.belay.run.follow;

import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import java.util.List;

/// What of a journal is told to whoever watches the run: of a sealed one, no answer before it is released. Used by one
/// thread, which tells the entries in order.
public final class Veil {
    private boolean sealed;

    /// @param told what was told before
    public Veil(List<Entry> told) {
        this.sealed = told.stream().anyMatch(entry -> entry.fact() instanceof Entry.Sealed);
    }

    public Entry.Fact tell(Entry.Fact fact) {
        return switch (fact) {
            case Entry.Sealed _ -> {
                sealed = true;
                yield fact;
            }
            case Entry.Proposed _ -> new Entry.Proposed(null);
            case Entry.Decision decision when sealed && !decision.message().callsTools() -> covered(decision);
            case Entry.Program program when sealed -> covered(program);
            case Entry.ProgramEnded ended when sealed -> new Entry.ProgramEnded(ended.program(), "", ended.lost());
            case Entry.InBranch(int branch, Entry.Fact inner) -> new Entry.InBranch(branch, tell(inner));
            case Entry.Voted voted when sealed -> new Entry.Voted(voted.ballot(), null, null);
            default -> fact;
        };
    }

    /// A program may hold the answer, word for word.
    private static Entry.Program covered(Entry.Program program) {
        return new Entry.Program(
                program.tier(), program.model(), new Message.Assistant(""), "", program.usage(), program.millis());
    }

    private static Entry.Decision covered(Entry.Decision decision) {
        return new Entry.Decision(
                decision.tier(),
                decision.model(),
                new Message.Assistant(""),
                decision.finish(),
                decision.usage(),
                decision.millis());
    }
}

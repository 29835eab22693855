package dev.belay.approval.store;

import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.LongConsumer;

/// Writes what people are asked, and what they said, into approvals and journals alike.
final class Recorder {
    private final AskTable table;
    private final Time time;
    private final Ids ids;

    Recorder(AskTable table, Time time, Ids ids) {
        this.table = table;
        this.time = time;
        this.ids = ids;
    }

    /// @return false if it is asked already, or if another process works on the run; nothing was written then
    boolean ask(Asking asking, Asking.Terms terms, Entry.PersonAsked fact, RunJournal journal) {
        return written(journal, fact, seq -> table.ask(asking, terms, ids.run(), place(journal, seq), fact));
    }

    /// Writes once that the run acts on the decision. Another run of the tree may have done so before; then only this
    /// run's journal is told.
    void use(Stored stored, String verdict, RunJournal journal) {
        Entry.PersonDecided fact = new Entry.PersonDecided(
                stored.id(),
                verdict,
                stored.approval().standing().decidedBy(),
                stored.approval().standing().notes());
        if (!says(journal, fact) && !written(journal, fact, seq -> table.use(stored.id(), place(journal, seq), fact))) {
            note(journal, fact);
        }
    }

    /// Appends what the journal does not say yet. Looks again once the journal has caught up with what was written
    /// without its knowing.
    void note(RunJournal journal, Entry.Fact fact) {
        boolean said = says(journal, fact)
                || written(journal, fact, seq -> !says(journal, fact) && table.note(place(journal, seq), fact))
                || says(journal, fact);
        if (!said) {
            journal.append(fact);
        }
    }

    private static boolean says(RunJournal journal, Entry.Fact fact) {
        return journal.entries().stream().anyMatch(entry -> same(entry.fact(), fact));
    }

    private static boolean same(Entry.Fact one, Entry.Fact other) {
        return one.getClass() == other.getClass() && Objects.equals(approval(one), approval(other));
    }

    private static String approval(Entry.Fact fact) {
        return switch (fact) {
            case Entry.PersonAsked asked -> asked.approval();
            case Entry.PersonDecided decided -> decided.approval();
            default -> null;
        };
    }

    private AskTable.Place place(RunJournal journal, long seq) {
        return new AskTable.Place(journal.runId(), journal.fence(), seq, time.now());
    }

    private static boolean written(RunJournal journal, Entry.Fact fact, Write write) {
        LongConsumer writing = seq -> {
            try {
                if (!write.at(seq)) {
                    throw new NotWritten();
                }
            } catch (SQLException e) {
                throw new JournalUnavailable("approvals could not be written", e);
            }
        };
        try {
            journal.appendWith(fact, writing);
            return true;
        } catch (NotWritten _) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Write {
        boolean at(long seq) throws SQLException;
    }

    /// The statement found a reason not to write.
    private static final class NotWritten extends RuntimeException {
        NotWritten() {
            super(null, null, false, false);
        }
    }
}

package dev.belay.journal;

import dev.belay.exchange.message.Message;
import java.util.List;

/// The journal of one run while this process works on it. Thread-safe; appends are totally ordered.
///
/// Reading costs nothing: the owner keeps what it wrote. With durability `JOURNAL` an append returns when PostgreSQL
/// has committed it; with `NONE` it is only kept, and who ends the run writes it down with the run's summary. A
/// durable journal takes what becomes known late even after it was closed.
public interface RunJournal extends AutoCloseable {

    String runId();

    /// Appends and returns the entry with its place and time.
    ///
    /// @throws dev.belay.exchange.ControlFlow.Disowned if another process works on the run now; nothing was written
    /// @throws JournalUnavailable if it is not known to be written. The caller does not try again: if the entry was
    /// committed after all, it is taken over before the next one is written
    Entry append(Entry.Fact fact);

    /// Takes over an entry that [dev.belay.ledger] wrote together with an effect's outcome in one statement.
    ///
    /// @param write gets the next place in the journal and writes the fact there itself
    Entry appendWith(Entry.Fact fact, java.util.function.LongConsumer write);

    /// Everything so far, oldest first. An immutable snapshot.
    List<Entry> entries();

    /// The messages that decisions and their results add to the request's own: only decisions whose calls all have a
    /// result, each followed by these results in the order of the calls. A decision without calls is the answer
    /// of its attempt: it counts until that tier has fallen or another attempt has begun.
    List<Message> transcript();

    /// The latest decision if some of its calls have no result yet, otherwise `null`.
    OpenDecision openDecision();

    /// Whether entries are committed as they happen.
    boolean durable();

    /// The number under which this process works on the run; 0 if nothing is committed before its end.
    default long fence() {
        return 0;
    }

    /// The journal as a branch of the run sees and writes it.
    default RunJournal branch(int number) {
        return new BranchJournal(this, number);
    }

    @Override
    void close();

    /// @param done results that exist already, in the order of their calls
    record OpenDecision(Entry entry, Entry.Decision decision, List<Entry.ToolDone> done) {}
}

package dev.belay.journal;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.message.Message;
import dev.belay.platform.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/// The journal of a run that this process works on: what was written, kept in memory, and the table behind it.
///
/// After a failed write it is not known whether the entry is there. Before the next one the table is asked, and what
/// was committed after all is taken over, so memory and table agree again.
final class WrittenJournal implements RunJournal {
    private final String runId;
    private final long fence;
    private final JournalTable table;
    private final Time time;
    private final Runnable onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile List<Entry> entries;
    private boolean uncertain;
    private boolean closed;

    /// @param fence number under which entries are committed as they happen, or 0 if nothing is written here
    /// @param before what was written already
    /// @param onClose called once
    WrittenJournal(String runId, long fence, List<Entry> before, JournalTable table, Time time, Runnable onClose) {
        this.runId = runId;
        this.fence = fence;
        this.entries = List.copyOf(before);
        this.table = table;
        this.time = time;
        this.onClose = onClose;
    }

    @Override
    public String runId() {
        return runId;
    }

    @Override
    public boolean durable() {
        return fence != 0;
    }

    @Override
    public long fence() {
        return fence;
    }

    @Override
    public Entry append(Entry.Fact fact) {
        lock.lock();
        try {
            Entry entry = place(fact);
            if (durable() && !table.insert(runId, entry, fence)) {
                throw ControlFlow.Disowned.refused(runId);
            }
            return keep(entry);
        } catch (SQLException e) {
            uncertain = true;
            throw new JournalUnavailable("the journal of run " + runId + " could not be written", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Entry appendWith(Entry.Fact fact, LongConsumer write) {
        lock.lock();
        try {
            Entry entry = place(fact);
            uncertain = true;
            write.accept(entry.seq());
            uncertain = false;
            return keep(entry);
        } catch (SQLException e) {
            throw new JournalUnavailable("the journal of run " + runId + " could not be read", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public List<Message> transcript() {
        return Transcripts.transcript(entries);
    }

    @Override
    public OpenDecision openDecision() {
        return Transcripts.openDecision(entries);
    }

    /// Waits for an entry after `after`; see [JournalFeed#next].
    List<Entry> awaitBeyond(long after, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (entries.size() <= after && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return after(after);
        } finally {
            lock.unlock();
        }
    }

    List<Entry> after(long after) {
        List<Entry> all = entries;
        return all.subList((int) Math.min(Math.max(0, after), all.size()), all.size());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            changed.signalAll();
            lock.unlock();
            onClose.run();
        }
    }

    private Entry place(Entry.Fact fact) throws SQLException {
        if (uncertain && durable()) {
            table.read(runId, entries.size()).forEach(this::keep);
            uncertain = false;
        }
        // PostgreSQL keeps microseconds; memory and table are to say the same.
        return new Entry(entries.size() + 1L, time.now().truncatedTo(ChronoUnit.MICROS), fact);
    }

    private Entry keep(Entry entry) {
        List<Entry> grown = new ArrayList<>(entries);
        grown.add(entry);
        entries = List.copyOf(grown);
        changed.signalAll();
        return entry;
    }
}

package dev.belay.model;

import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/// A journal that only remembers, as one with durability `NONE` does until it is closed.
public final class MemoryJournal implements RunJournal {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final String runId;
    private final InstantSource clock;

    public MemoryJournal() {
        this("run-1", InstantSource.fixed(Instant.EPOCH));
    }

    /// @param clock tells when entries are written
    public MemoryJournal(String runId, InstantSource clock) {
        this.runId = runId;
        this.clock = clock;
    }

    @Override
    public String runId() {
        return runId;
    }

    @Override
    public synchronized Entry append(Entry.Fact fact) {
        Entry entry = new Entry(entries.size() + 1L, clock.instant(), fact);
        entries.add(entry);
        return entry;
    }

    @Override
    public Entry appendWith(Entry.Fact fact, LongConsumer write) {
        write.accept(entries.size() + 1L);
        return append(fact);
    }

    @Override
    public List<Entry> entries() {
        reads.incrementAndGet();
        return List.copyOf(entries);
    }

    /// How often anybody asked for all entries.
    public int reads() {
        return reads.get();
    }

    /// Model and reason of each failed call, as `model:reason`.
    public List<String> failures() {
        return entries.stream()
                .map(Entry::fact)
                .filter(Entry.ModelFailed.class::isInstance)
                .map(Entry.ModelFailed.class::cast)
                .map(failed -> failed.model() + ":" + failed.reason())
                .toList();
    }

    @Override
    public List<Message> transcript() {
        return List.of();
    }

    @Override
    public OpenDecision openDecision() {
        return null;
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public void close() {}
}

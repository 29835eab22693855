package dev.belay.model;

import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/// A journal that only remembers, as one with durability `NONE` does until it is closed.
public final class MemoryJournal implements RunJournal {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    @Override
    public String runId() {
        return "run-1";
    }

    @Override
    public synchronized Entry append(Entry.Fact fact) {
        Entry entry = new Entry(entries.size() + 1L, Instant.EPOCH, fact);
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
        return List.copyOf(entries);
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

package dev.belay.tool.execute;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// A journal that lasts as long as the test.
final class MemoryJournal implements RunJournal {
    private final List<Entry> entries = new ArrayList<>();

    @Override
    public String runId() {
        return "run";
    }

    @Override
    public synchronized Entry append(Entry.Fact fact) {
        Entry entry = new Entry(entries.size() + 1, Instant.EPOCH, fact);
        entries.add(entry);
        return entry;
    }

    @Override
    public synchronized Entry appendWith(Entry.Fact fact, LongConsumer write) {
        write.accept(entries.size() + 1);
        return append(fact);
    }

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /// What the calls came to, in order.
    List<ToolResult> results() {
        return entries().stream()
                .map(Entry::fact)
                .filter(Entry.ToolDone.class::isInstance)
                .map(fact -> ((Entry.ToolDone) fact).result())
                .toList();
    }

    @Override
    public List<Message> transcript() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OpenDecision openDecision() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public void close() {}
}

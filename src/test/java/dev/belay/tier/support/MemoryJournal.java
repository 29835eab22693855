package dev.belay.tier.support;

import dev.belay.exchange.message.Message;
import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.journal.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// A journal that nobody but the test reads.
public final class MemoryJournal implements RunJournal {
    private final String runId;
    private final List<Entry> entries = new ArrayList<>();

    public MemoryJournal(String runId) {
        this.runId = runId;
    }

    @Override
    public String runId() {
        return runId;
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

    @Override
    public List<Message> transcript() {
        List<Message> messages = new ArrayList<>();
        for (Entry entry : Standing.of(entries())) {
            if (entry.fact() instanceof Entry.Decision decision) {
                List<Message.Tool> results = results(entry, decision);
                if (results.size() == decision.message().toolCalls().size()) {
                    messages.add(decision.message());
                    messages.addAll(results);
                }
            }
        }
        return messages;
    }

    @Override
    public OpenDecision openDecision() {
        Entry last = Standing.of(entries()).stream()
                .filter(entry -> entry.fact() instanceof Entry.Decision)
                .reduce((_, later) -> later)
                .orElse(null);
        if (last == null || !(last.fact() instanceof Entry.Decision decision)) {
            return null;
        }
        List<Entry.ToolDone> done = decision.message().toolCalls().stream()
                .map(call -> done(last, call.id()))
                .filter(found -> found != null)
                .toList();
        return done.size() == decision.message().toolCalls().size() ? null : new OpenDecision(last, decision, done);
    }

    private List<Message.Tool> results(Entry entry, Entry.Decision decision) {
        return decision.message().toolCalls().stream()
                .map(call -> done(entry, call.id()))
                .filter(found -> found != null)
                .map(found -> found.result().asMessage())
                .toList();
    }

    private Entry.ToolDone done(Entry decision, String callId) {
        return Standing.of(entries()).stream()
                .map(Entry::fact)
                .filter(Entry.ToolDone.class::isInstance)
                .map(Entry.ToolDone.class::cast)
                .filter(done -> done.decision() == decision.seq()
                        && done.result().callId().equals(callId))
                .findFirst()
                .orElse(null);
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public void close() {}
}

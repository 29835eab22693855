package dev.belay.edge.openai;

import dev.belay.exchange.Caller;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.run.Explanation;
import dev.belay.run.RunRecord;
import dev.belay.run.Runs;
import dev.belay.run.follow.Happening;
import dev.belay.run.follow.Happenings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A run that never ends and says nothing. Waiting for it takes no time but its own.
final class EndlessRuns implements Runs {
    /// In nanoseconds.
    final AtomicLong now = new AtomicLong();

    /// How often a subscription was opened.
    final AtomicInteger asked = new AtomicInteger();

    /// After which entry, the last time.
    final AtomicLong after = new AtomicLong();

    @Override
    public Optional<RunRecord> find(String runId, Caller caller) {
        var head = new RunRecord.Head(
                runId, runId, caller.id(), "sequential", "belay", null, new RunRecord.Times(Instant.EPOCH, null));
        return Optional.of(new RunRecord(head, RunState.RUNNING, null, Usage.NONE, 1));
    }

    @Override
    public Optional<Happenings> follow(String runId, Caller caller, long from) {
        asked.incrementAndGet();
        after.set(from);
        return Optional.of(new Happenings() {
            @Override
            public Happening next(Duration timeout) {
                now.addAndGet(timeout.toNanos());
                return null;
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public List<RunRecord> list(Caller caller, int limit, String before) {
        return List.of();
    }

    @Override
    public Optional<Explanation> explain(String runId, Caller caller) {
        return Optional.empty();
    }

    @Override
    public boolean cancel(String runId, Caller caller, String reason) {
        return false;
    }

    @Override
    public boolean resume(String runId, Caller caller, Duration deadline) {
        return false;
    }
}

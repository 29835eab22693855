package dev.belay.strategy.branch;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;

/// A time that passes only when somebody waits, with what happens in it, on one thread.
public final class VirtualTime {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long number;
    private long now;

    private record Event(long at, long number, Runnable what) {}

    /// Of what happens at the same moment, what was planned first comes first.
    ///
    /// @param after milliseconds from now
    public void in(long after, Runnable what) {
        events.add(new Event(now + after, number++, what));
    }

    public long nanos() {
        return now * 1_000_000;
    }

    /// Since the beginning.
    public long millis() {
        return now;
    }

    /// As [Track] has it. To wait for ever is an error.
    public <T> T next(BlockingQueue<T> box, Duration limit) {
        long until = limit == null ? Long.MAX_VALUE : now + limit.toMillis();
        while (box.isEmpty() && !events.isEmpty() && events.peek().at() <= until) {
            Event event = events.poll();
            now = Math.max(now, event.at());
            event.what().run();
        }
        if (box.isEmpty()) {
            if (limit == null) {
                throw new AssertionError("is waited for, for ever");
            }
            now = until;
        }
        return box.poll();
    }
}

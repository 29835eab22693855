package dev.belay.drill;

import dev.belay.platform.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What the stand-in saw: the latest 10,000 attempts. Thread-safe.
final class AttemptLog {
    private static final int MOST = 10_000;

    private final Time time;
    private final long origin;
    private final Deque<Attempt> attempts = new ArrayDeque<>();
    private long numbers;

    AttemptLog(Time time) {
        this.time = time;
        this.origin = time.nanos();
    }

    synchronized Attempt begin(String connection, Seen.Asked asked) {
        Attempt attempt = new Attempt(
                ++numbers, connection, asked, () -> time.since(origin).toMillis());
        if (attempts.size() == MOST) {
            attempts.removeFirst();
        }
        attempts.addLast(attempt);
        return attempt;
    }

    synchronized List<Seen> seen() {
        return attempts.stream().map(Attempt::seen).toList();
    }

    synchronized void clear() {
        attempts.clear();
        numbers = 0;
    }
}

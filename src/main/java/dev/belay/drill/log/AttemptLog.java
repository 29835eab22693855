package dev.belay.drill.log;

import dev.belay.platform.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// What the stand-in saw: the latest 10,000 attempts. Thread-safe.
public final class AttemptLog {
    private static final int MOST = 10_000;

    private final Time time;
    private final long origin;
    private final Consumer<Seen> ended;
    private final Deque<Attempt> attempts = new ArrayDeque<>();
    private long numbers;

    /// @param ended hears of each attempt once, when it is over; called on the threads of the connections
    public AttemptLog(Time time, Consumer<Seen> ended) {
        this.time = time;
        this.ended = ended;
        this.origin = time.nanos();
    }

    public synchronized Attempt begin(String connection, Seen.Asked asked) {
        Attempt.Clock clock =
                new Attempt.Clock(time.now(), () -> time.since(origin).toMillis());
        Attempt attempt = new Attempt(++numbers, connection, asked, clock, ended);
        if (attempts.size() == MOST) {
            attempts.removeFirst();
        }
        attempts.addLast(attempt);
        return attempt;
    }

    public synchronized List<Seen> seen() {
        return attempts.stream().map(Attempt::seen).toList();
    }

    public synchronized List<Seen> seen(String scope) {
        return attempts.stream()
                .filter(attempt -> attempt.scope().equals(scope))
                .map(Attempt::seen)
                .toList();
    }

    /// Forgets everything and counts from 1 again.
    public synchronized void clear() {
        attempts.clear();
        numbers = 0;
    }

    /// Forgets one scope; the others, and the numbers, go on.
    public synchronized void clear(String scope) {
        attempts.removeIf(attempt -> attempt.scope().equals(scope));
    }
}

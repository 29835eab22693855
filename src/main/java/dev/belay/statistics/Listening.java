package dev.belay.statistics;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptEnded;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.RunEnded;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.Task;
import dev.belay.exchange.RunState;
import dev.belay.platform.Time;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Hears what runs announce and counts their attempts. Called on the threads that work on them.
@Singleton
final class Listening {
    private final Map<String, Heard> runs = new ConcurrentHashMap<>();
    private final Tallies tallies;
    private final Time time;
    private final boolean on;

    Listening(Tallies tallies, Time time, StatisticsConfig config) {
        this.tallies = tallies;
        this.time = time;
        this.on = config.enabled();
    }

    /// A run that is under way.
    ///
    /// @param began when it did, or was taken up
    /// @param since number of an attempt to when it began
    private record Heard(Task task, long began, Map<Integer, Long> since) {}

    void heard(@Observes BelayEvent event) {
        if (!on) {
            return;
        }
        switch (event) {
            case RunStarted started ->
                runs.put(started.runId(), new Heard(started.task(), time.nanos(), new ConcurrentHashMap<>(4)));
            case AttemptStarted started -> began(started);
            case AttemptEnded ended -> ended(ended);
            case RunEnded ended -> ended(ended);
            default -> {
                // says nothing of a tier
            }
        }
    }

    private void began(AttemptStarted started) {
        Heard run = runs.get(started.runId());
        if (run != null) {
            run.since().put(started.number(), time.nanos());
        }
    }

    private void ended(AttemptEnded ended) {
        Heard run = runs.get(ended.runId());
        Long since = run == null ? null : run.since().remove(ended.number());
        if (since != null) {
            Sums attempt = Sums.attempt(ended.usage(), time.since(since).toNanos());
            tallies.add(key(ended.tier(), run.task(), outcome(ended)), attempt);
        }
    }

    private void ended(RunEnded ended) {
        Heard run = runs.remove(ended.runId());
        if (run == null || ended.state() == RunState.RUNNING) {
            return;
        }
        if (ended.tier() != null) {
            tallies.add(key(ended.tier(), run.task(), Key.HELD), Sums.WON);
        }
        String variant = run.task().variant();
        if (!variant.isEmpty()) {
            Sums whole = Sums.attempt(ended.usage(), time.since(run.began()).toNanos());
            tallies.add(Key.run(variant, ended.state()), whole);
        }
    }

    private static String outcome(AttemptEnded ended) {
        if (ended.stopped()) {
            return Key.STOPPED;
        }
        return ended.failure() == null ? Key.HELD : ended.failure().reason();
    }

    private static Key key(String tier, Task task, String outcome) {
        return new Key(tier, task.kind(), task.toolSet(), outcome, task.variant());
    }
}

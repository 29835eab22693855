package dev.belay.statistics;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.BelayEvent.AttemptEnded;
import dev.belay.exchange.BelayEvent.AttemptStarted;
import dev.belay.exchange.BelayEvent.CacheAnswer;
import dev.belay.exchange.BelayEvent.CacheAsked;
import dev.belay.exchange.BelayEvent.RunEnded;
import dev.belay.exchange.BelayEvent.RunStarted;
import dev.belay.exchange.BelayEvent.Task;
import dev.belay.exchange.BelayEvent.Voted;
import dev.belay.exchange.Failure;
import dev.belay.exchange.RunState;
import dev.belay.exchange.vote.Ballot;
import dev.belay.platform.Time;
import dev.belay.statistics.TierFigures.Quality;
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
            case CacheAsked asked -> asked(asked);
            case Voted voted -> voted(voted);
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
            Sums attempt = Sums.attempt(ended.usage(), time.since(since).toNanos(), quality(ended));
            tallies.add(key(ended.tier(), run.task(), outcome(ended)), attempt);
        }
    }

    private void asked(CacheAsked asked) {
        Heard run = runs.get(asked.runId());
        if (run != null && asked.tier() != null) {
            tallies.add(key(asked.tier(), run.task(), Key.HELD), Sums.looked(asked.answer() == CacheAnswer.HIT));
        }
    }

    /// A tie breaker, a policy or a person who chooses says nothing of what the others think of an answer.
    private void voted(Voted voted) {
        Heard run = runs.get(voted.runId());
        if (run == null || !voted.ballot().won()) {
            return;
        }
        for (Ballot.Vote vote : voted.ballot().votes()) {
            if (vote.cast()) {
                Sums one = Sums.voted(vote.group() == voted.ballot().chosen());
                tallies.add(key(vote.tier(), run.task(), Key.HELD), one);
            }
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

    /// An attempt that only took up what was said before is not judged again, nor one of which nothing was seen,
    /// because its model was silent or it was stopped.
    private static Quality quality(AttemptEnded ended) {
        boolean held = ended.failure() == null && ended.words().taken() > 0;
        boolean refused = !ended.stopped() && ended.failure() instanceof Failure.BadAnswer;
        return held || refused ? Quality.checked(held && ended.words().refused() == 0) : Quality.NONE;
    }

    private static Key key(String tier, Task task, String outcome) {
        return new Key(tier, task.kind(), task.toolSet(), outcome, task.variant());
    }
}

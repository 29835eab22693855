package dev.belay.drill.score.catalogue;

import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Trial;
import dev.belay.platform.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// A minute of outage: twenty requests, one every four seconds.
record Outage() implements Play {
    private static final int REQUESTS = 20;
    private static final Duration EVERY = Duration.ofSeconds(4);
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration BACK = Duration.ofSeconds(90);

    /// What retrying alone would cause is three times the fifteen requests.
    private static final int MOST_ATTEMPTS = 20;

    private static final int MOST_PROBES = 6;

    @Override
    public void play(Trial trial) throws InterruptedException {
        long start = Time.SYSTEM.nanos();
        List<Future<Heard>> callers = new ArrayList<>();
        for (int request = 0; request < REQUESTS; request++) {
            Duration due = trial.scaled(EVERY.multipliedBy(request)).minus(Time.SYSTEM.since(start));
            if (due.isPositive()) {
                trial.rest(due);
            }
            String text = trial.question().text() + " Request " + request + ".";
            callers.add(trial.setting()
                    .workers()
                    .submit(() -> trial.ask(trial.question().saying(text))));
        }
        for (Future<Heard> caller : callers) {
            try {
                trial.caller().answered(caller.get(), Asking::wholeAnswer, Duration.ofSeconds(15));
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        breaker(trial, trial.primary(trial.settled()));
    }

    private static void breaker(Trial trial, List<Seen> primary) {
        if (primary.isEmpty()) {
            trial.points().answer("asked", false, "the model was never asked");
            return;
        }
        long first = primary.getFirst().times().started();
        long away = trial.scaled(AWAY).toMillis();
        long early = count(primary, first, first + away);
        long late = count(primary, first + away / 2, first + away);
        trial.points()
                .conduct(
                        "breaker",
                        early <= MOST_ATTEMPTS,
                        early + " attempts while it was away, at most " + MOST_ATTEMPTS);
        trial.points()
                .conduct("few-probes", late <= MOST_PROBES, late + " in the second half of it, at most " + MOST_PROBES);
        long back = primary.stream()
                .filter(seen -> seen.played().complete()
                        && Integer.valueOf(200).equals(seen.played().status()))
                .mapToLong(seen -> seen.times().started() - first)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        boolean recovered = back <= trial.scaled(BACK).toMillis();
        trial.points()
                .advisory(
                        "recovered",
                        recovered,
                        back == Long.MAX_VALUE
                                ? "not asked again after it was well"
                                : "back " + (back - away) + " ms after it was well");
    }

    private static long count(List<Seen> attempts, long from, long to) {
        return attempts.stream()
                .filter(seen -> seen.times().started() >= from && seen.times().started() < to)
                .count();
    }
}

package dev.belay.drill.score.catalogue;

import dev.belay.drill.log.Seen;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Trial;
import dev.belay.platform.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The caller closes the connection in the middle; the provider has to hear of it at once.
record Leaving() implements Play {
    private static final Duration MEANWHILE = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MOST_MILLIS = 100;

    @Override
    public void play(Trial trial) {
        Instant left = trial.setting().caller().leave(trial.question(), () -> asked(trial));
        List<Seen> seen = trial.settled();
        boolean reached = !seen.isEmpty();
        trial.points().answer("asked", reached, reached ? "" : "the provider was never asked");
        if (reached) {
            boolean heard = seen.stream().allMatch(Seen::cancelled);
            long late = heard
                    ? seen.stream()
                            .mapToLong(one -> late(left, one.times()))
                            .max()
                            .orElseThrow()
                    : Long.MAX_VALUE;
            long after =
                    seen.stream().filter(one -> one.times().at().isAfter(left)).count();
            trial.points().conduct("cancelled", heard, heard ? "" : "the provider went on for 2 s and more");
            trial.points().advisory("cancelled-at-once", late <= MOST_MILLIS, heard ? late + " ms" : "never");
            boolean once = seen.size() <= trial.ways() && after == 0;
            String attempts = seen.size() + " attempts, " + after + " of them after the caller left";
            trial.points().conduct("attempts", once, once ? "" : attempts);
        }
    }

    private static long late(Instant left, Seen.Times times) {
        return Duration.between(left, times.at()).toMillis() + times.cancelled() - times.started();
    }

    /// Until some of the answer is under way, or would be.
    private static void asked(Trial trial) {
        long start = Time.SYSTEM.nanos();
        while (trial.seen().isEmpty() && Time.SYSTEM.since(start).compareTo(PATIENCE) < 0) {
            trial.rest(Duration.ofMillis(20));
        }
        trial.rest(MEANWHILE);
    }
}

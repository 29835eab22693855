package dev.belay.drill.score.catalogue;

import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// A model that always says 429, asked by several callers at the same moment: they must not all come back at the same
/// moment.
record Hammering() implements Play {
    private static final int CALLERS = 4;

    /// Between the earliest and the latest second attempt of callers whose first ones came together.
    private static final long LEAST_SPREAD = 5;

    @Override
    public void play(Trial trial) throws InterruptedException {
        List<Future<Heard>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String text = trial.question().text() + " Caller " + caller + ".";
            callers.add(trial.setting()
                    .workers()
                    .submit(() -> trial.ask(trial.question().saying(text))));
        }
        for (Future<Heard> caller : callers) {
            try {
                trial.caller().answered(caller.get(), Asking::wholeAnswer, Duration.ofSeconds(30));
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        jitter(trial, trial.settled());
    }

    private static void jitter(Trial trial, List<Seen> seen) {
        Map<String, List<Seen>> byCaller = trial.primary(seen).stream()
                .collect(Collectors.groupingBy(some -> some.asked().raw().sha256()));
        List<Long> waits = byCaller.values().stream()
                .flatMapToLong(attempts -> trial.provider(attempts).firstWait().stream())
                .sorted()
                .boxed()
                .toList();
        long spread = waits.size() < 2 ? LEAST_SPREAD : waits.getLast() - waits.getFirst();
        trial.points().advisory("jitter", spread >= LEAST_SPREAD, "waits of " + waits + " ms");
    }
}

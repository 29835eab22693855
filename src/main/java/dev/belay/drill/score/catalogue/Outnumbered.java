package dev.belay.drill.score.catalogue;

import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.caller.Question;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// No model answers at all. Where degraded answers are wanted something else has to, and say so; else the run has to
/// end as an error, by the deadline too.
///
/// @param callers who ask at the same moment
record Outnumbered(int callers, boolean degraded) implements Play {
    /// Answered without any model, by whoever can.
    private static final String QUESTION = "What is 19% VAT on 200?";

    private static final String RIGHT = "38";
    private static final Duration BY = Duration.ofMillis(10_200);

    static Outnumbered one(boolean degraded) {
        return new Outnumbered(1, degraded);
    }

    static Outnumbered crowd(boolean degraded) {
        return new Outnumbered(100, degraded);
    }

    @Override
    public void play(Trial trial) throws InterruptedException {
        Question question = trial.question().saying(QUESTION);
        List<Future<Heard>> waiting = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            waiting.add(trial.setting().workers().submit(() -> trial.ask(question)));
        }
        for (Future<Heard> caller : waiting) {
            try {
                check(trial, caller.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        trial.provider(trial.settled()).released();
    }

    private void check(Trial trial, Heard heard) {
        if (!degraded) {
            trial.caller().refused(heard, BY, List.of());
            boolean late = heard.streamed() && heard.status() == 200;
            trial.points().advisory("status", late || heard.status() / 100 == 5, "status " + heard.status());
            return;
        }
        if (trial.caller().answered(heard, some -> some.said().text().contains(RIGHT), BY)) {
            boolean labelled = heard.headers().containsKey("belay-degraded")
                    || heard.said().told().belay().path("state").asText().equals("DEGRADED");
            trial.points().conduct("labelled", labelled, labelled ? "" : "nothing says that no model answered");
        }
    }
}

package dev.belay.drill.score.catalogue;

import dev.belay.drill.StandIn;
import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Trial;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Asks once, and expects a whole answer within a bound: how most faults are played.
///
/// @param bound by when there has to be an answer, or an end
/// @param more what this fault is about
record Asking(Duration bound, Predicate<Heard> right, Consumer<Evidence> more) implements Play {
    private static final Duration USUAL = Duration.ofSeconds(30);

    static Asking expecting(Consumer<Evidence> more) {
        return within(USUAL, more);
    }

    static Asking within(Duration bound, Consumer<Evidence> more) {
        return new Asking(bound, Asking::wholeAnswer, more);
    }

    static boolean wholeAnswer(Heard heard) {
        return heard.said().text().equals(StandIn.ANSWER);
    }

    @Override
    public void play(Trial trial) {
        look(trial, trial.ask());
    }

    void look(Trial trial, Heard heard) {
        boolean whole = trial.caller().answered(heard, right, bound);
        List<Seen> seen = trial.settled();
        if (whole) {
            trial.caller().usage(heard, Trial.whole(seen));
            Account.accounted(trial, heard, seen);
        }
        List<Seen> primary = trial.primary(seen);
        trial.provider(seen).released();
        more.accept(new Evidence(trial, heard, seen, primary, whole));
    }
}

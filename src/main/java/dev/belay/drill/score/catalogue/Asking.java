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
    /// Beyond that much of an answer nobody knows what was still on its way when it was cut.
    private static final long MOST_COUNTED = 1_000_000;

    /// A reset throws away what had not been read yet, so nobody knows it either.
    private static final String RESET = "-reset";

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
            accounted(trial, heard, seen);
        }
        List<Seen> primary = trial.primary(seen);
        trial.provider(seen).released();
        more.accept(new Evidence(trial, heard, seen, primary, whole));
    }

    /// The gateway's own books hold every attempt: the whole ones as they are billed, the cut ones as far as they went.
    private static void accounted(Trial trial, Heard heard, List<Seen> seen) {
        long booked = trial.booked(heard);
        if (booked < 0) {
            return;
        }
        long billed = seen.stream()
                .filter(some ->
                        some.sent().bytes() < MOST_COUNTED && !some.model().contains(RESET))
                .mapToLong(some -> some.played().complete()
                        ? some.played().outputTokens()
                        : some.sent().tokens())
                .sum();
        trial.points().advisory("accounted", booked >= billed, booked + " tokens in the books, " + billed + " sent");
    }

    /// Of an attempt that the gateway left, the last token may have been sent at the same moment.
    private static long received(Seen seen) {
        return seen.cancelled()
                ? Math.max(0, seen.sent().tokens() - 1)
                : seen.sent().tokens();
    }
}

package dev.belay.drill.score.check;

import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Heard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What holds for every response, whatever the fault.
public record CallerChecks(Points points) {
    /// What faults put into broken answers, and no caller is to read.
    private static final List<String> GARBAGE = List.of("GARBAGE", "PROXY-PAGE");

    /// @param right whether a text is the whole right answer
    /// @param bound by when the caller has to hear the end
    public boolean answered(Heard heard, Predicate<Heard> right, Duration bound) {
        boolean whole = heard.success() && right.test(heard);
        points.answer("whole-answer", whole, whole ? "" : heard.summary());
        sound(heard, whole);
        inTime(heard, bound);
        return whole;
    }

    /// An error is what is right here.
    ///
    /// @param named what its message or code has to say, in lower case; any of them
    public void refused(Heard heard, Duration bound, List<String> named) {
        boolean clean = heard.cleanError();
        String words = (heard.said().error() + " " + heard.said().told().code()).toLowerCase(java.util.Locale.ROOT);
        boolean says = named.isEmpty() || named.stream().anyMatch(words::contains);
        points.answer("clean-error", clean, clean ? "" : heard.summary());
        boolean untrue = heard.success() && !heard.frank();
        points.conduct("no-false-success", !untrue, untrue ? heard.summary() : "");
        points.advisory("reason", says, says ? "" : "the error does not say why: " + heard.summary());
        frames(heard);
        garbage(heard);
        inTime(heard, bound);
    }

    public void inTime(Heard heard, Duration bound) {
        boolean hung = heard.ending() == Heard.Ending.HUNG;
        boolean ok = !hung && heard.took().compareTo(bound) <= 0;
        String detail = heard.took().toMillis() + " ms, at most " + bound.toMillis();
        points.conduct("in-time", ok, hung ? "no end within " + detail : detail);
    }

    /// @param answering attempts that the provider answered in full
    public void usage(Heard heard, List<Seen> answering) {
        long said = heard.said().used("completion_tokens");
        if (!points.advisory("usage", said >= 0, said >= 0 ? "" : "no usage was told")) {
            return;
        }
        Optional<Seen> last = answering.reversed().stream().findFirst();
        last.ifPresent(seen -> {
            long billed = seen.played().outputTokens();
            points.advisory(
                    "usage-covers-the-bill", said >= billed, said + " completion tokens told, " + billed + " billed");
        });
    }

    /// Nothing untrue, nothing unreadable.
    private void sound(Heard heard, boolean whole) {
        boolean silent = heard.status() == 200
                && heard.ending() == Heard.Ending.CLEAN
                && !heard.said().failed()
                && heard.said().malformed().isEmpty()
                && !heard.frank();
        points.conduct("no-false-success", whole || !silent, whole || !silent ? "" : heard.summary());
        if (!whole && !silent && !heard.frank()) {
            boolean clean = heard.cleanError();
            points.conduct("clean-error", clean, clean ? heard.said().error() : heard.summary());
        }
        frames(heard);
        garbage(heard);
    }

    private void frames(Heard heard) {
        List<String> malformed = heard.said().malformed();
        points.conduct("well-formed", malformed.isEmpty(), String.join("; ", malformed));
        List<String> inexact = heard.said().inexact();
        points.advisory("exact-frames", inexact.isEmpty(), String.join("; ", inexact));
        if (heard.streamed() && heard.success()) {
            points.advisory("done", heard.said().done(), heard.said().done() ? "" : "no [DONE]");
            points.advisory(
                    "finish", !heard.said().finish().isEmpty(), heard.said().finish());
        }
    }

    private void garbage(Heard heard) {
        Optional<String> found = GARBAGE.stream().filter(heard.body()::contains).findFirst();
        points.conduct(
                "no-garbage",
                found.isEmpty(),
                found.map(some -> some + " reached the caller").orElse(""));
    }
}

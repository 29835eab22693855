package dev.belay.drill.score.catalogue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.belay.drill.StandIn;
import dev.belay.drill.log.Seen;
import dev.belay.drill.score.caller.Heard;
import dev.belay.drill.score.play.Cast;
import dev.belay.drill.score.play.Exercise;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Terms;
import dev.belay.drill.score.play.Trial;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// W01 to W28, and C01, which is no fault of a provider: the caller leaves.
final class WireExercises {
    /// Attempts that one request may cause at one model.
    private static final int MOST = 6;

    /// What may be taken of an endless stream. Whatever is kept of it is less.
    private static final long MOST_BYTES = 32_000_000;

    private static final Consumer<Evidence> BOUNDED =
            evidence -> evidence.provider().atMost(MOST);
    private static final Consumer<Evidence> ONCE =
            evidence -> evidence.provider().atMost(1);

    /// Nobody waits for an hour: the next model is asked instead.
    private static final Asking AT_ONCE = Asking.within(ofSeconds(15), evidence -> {
        BOUNDED.accept(evidence);
        long took = evidence.heard().took().toMillis();
        evidence.points().advisory("at-once", took <= 5_000, took + " ms");
    });

    private WireExercises() {}

    static List<Exercise> all() {
        return Stream.of(refusals(), silences(), cuts(), badAnswers(), limits())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Exercise> refusals() {
        return List.of(
                Exercise.of("W01", "", "429 with Retry-After: 2, once", Asking.expecting(evidence -> {
                    evidence.provider().secondNotBefore(ofMillis(1800));
                    evidence.provider().pace(2, ofMillis(1500));
                    BOUNDED.accept(evidence);
                })),
                Exercise.of("W02", "", "429 always, no header", Asking.expecting(evidence -> {
                    evidence.provider().pace(4, ofSeconds(3));
                    evidence.provider().backoff(ofMillis(100));
                    BOUNDED.accept(evidence);
                })),
                Exercise.of("W02", "crowd", "… and four callers at once", new Hammering()),
                Exercise.of("W03", "", "500 once", Asking.expecting(evidence -> evidence.provider()
                        .retriedOnce())),
                Exercise.of("W04", "", "503 always", Asking.expecting(BOUNDED)),
                Exercise.of("W05", "", "connection reset before any byte, once", Asking.expecting(BOUNDED)),
                Exercise.of("W12", "", "400 context_length_exceeded", Asking.expecting(ONCE)),
                Exercise.of("W12", "alone", "… and no model with more room", WireExercises::full)
                        .cast(Cast.of("w12", "standin-w12@x9")),
                Exercise.of("W13", "", "400 content policy", WireExercises::policy),
                Exercise.of("W16", "", "503 always: who answered, and what it cost", Asking.expecting(evidence -> {
                    BOUNDED.accept(evidence);
                    String model = evidence.heard().said().model();
                    evidence.points().advisory("model", model.contains("ok"), "the caller reads model " + model);
                    Account.billed(evidence);
                })),
                Exercise.of("W20", "", "401", Asking.expecting(evidence -> {
                    ONCE.accept(evidence);
                    Account.alerted(evidence);
                })),
                variant("W26", "", "429 with Retry-After: 3600", AT_ONCE),
                variant("W26", "date", "429, Retry-After as a date", AT_ONCE),
                variant("W26", "rubbish", "429 with rubbish in Retry-After", Asking.within(ofSeconds(15), BOUNDED)));
    }

    private static List<Exercise> silences() {
        return List.of(
                Exercise.of("W06", "", "request accepted, silence", Asking.within(ofSeconds(15), ONCE)),
                Exercise.of("W07", "", "first token after 20 s", Asking.within(ofSeconds(15), ONCE)),
                Exercise.of("W21", "", "one token every 5 s", Asking.within(ofSeconds(30), BOUNDED)),
                Exercise.of("C01", "", "the caller leaves while a model is silent", new Leaving())
                        .cast(Cast.of("w06"))
                        .byItself(),
                Exercise.of("C01", "speaking", "… in the middle of an answer", new Leaving())
                        .cast(Cast.of("rate-20x500"))
                        .byItself());
    }

    private static List<Exercise> cuts() {
        Asking cut = Asking.expecting(BOUNDED);
        return List.of(
                Exercise.of("W08", "", "stream dies after 40 of 60 tokens", cut),
                variant("W08", "reset", "… by a connection reset", cut),
                variant("W08", "clean", "… behind a proper end of the body", cut),
                Exercise.of("W09", "", "20 tokens, then silence", WireExercises::stall),
                Exercise.of(
                                "W14",
                                "",
                                "W08, and the fallback refuses a prefill",
                                Asking.expecting(WireExercises::hidden))
                        .cast(Cast.of("w14", "standin-noprefill")),
                Exercise.of("W25", "", "endless stream (100 MB)", Asking.expecting(evidence -> {
                    BOUNDED.accept(evidence);
                    evidence.provider().cutOff(MOST_BYTES);
                })));
    }

    private static List<Exercise> badAnswers() {
        Asking fall = Asking.expecting(BOUNDED);
        return List.of(
                Exercise.of("W10", "", "tenth event is not JSON", fall),
                Exercise.of("W11", "", "complete stream without [DONE]", Asking.within(ofSeconds(5), BOUNDED)),
                Exercise.of("W17", "", "an error object as second event", fall),
                Exercise.of("W18", "", "200 with no choices", fall),
                variant("W18", "empty", "200 with an empty message", fall),
                Exercise.of("W19", "", "200 with an HTML page", fall),
                Exercise.of("W22", "", "tool-call deltas doubled and torn", new Assembling()),
                Exercise.of("W23", "", "finish_reason: length", fall),
                Exercise.of("W23", "asked", "… where the caller set that limit", WireExercises::limitMeant),
                Exercise.of("W24", "", "refusal field set", Asking.expecting(evidence -> {
                    BOUNDED.accept(evidence);
                    Account.explained(evidence, "refused");
                })),
                Exercise.of("W24", "stop", "… and nobody else is to be asked", WireExercises::refusal)
                        .on(Terms.STOPPING));
    }

    private static List<Exercise> limits() {
        Duration deadline = ofSeconds(10);
        return List.of(
                Exercise.of("W15", "", "503 for 60 s, then healthy", new Outage()),
                Exercise.of("W27", "", "all models 503", Outnumbered.one(true))
                        .cast(Cast.of("w27", "standin-w27"))
                        .on(Terms.within(deadline, true)),
                Exercise.of("W27", "strict", "… and no degraded answer wanted", Outnumbered.one(false))
                        .cast(Cast.of("w27", "standin-w27"))
                        .on(Terms.within(deadline, false)),
                Exercise.of("W28", "", "all models silent, 100 callers", Outnumbered.crowd(true))
                        .cast(Cast.of("w28", "standin-w28"))
                        .on(Terms.within(deadline, true))
                        .byItself(),
                Exercise.of("W28", "strict", "… and no degraded answer wanted", Outnumbered.crowd(false))
                        .cast(Cast.of("w28", "standin-w28"))
                        .on(Terms.within(deadline, false))
                        .byItself());
    }

    /// A fault that the stand-in knows under a name of its own.
    private static Exercise variant(String fault, String variant, String title, Play play) {
        Exercise exercise = Exercise.of(fault, variant, title, play);
        return exercise.cast(Cast.of(exercise.key()));
    }

    /// Asking a model again that has no room for the request helps nobody.
    private static void full(Trial trial) {
        Heard heard = trial.ask();
        trial.caller().refused(heard, ofSeconds(15), List.of("context"));
        List<Seen> seen = trial.settled();
        trial.provider(trial.primary(seen)).atMost(1);
        trial.points()
                .conduct("no-hammering", seen.size() <= 2 * trial.ways(), seen.size() + " attempts at two models");
    }

    /// The caller's request was sound: that the gateway made another of it is not the caller's to hear.
    private static void hidden(Evidence evidence) {
        BOUNDED.accept(evidence);
        boolean heard =
                evidence.heard().status() == 400 || evidence.heard().body().contains("assistant message");
        evidence.points()
                .conduct("refusal-hidden", !heard, heard ? evidence.heard().summary() : "");
    }

    private static void refusal(Trial trial) {
        Heard heard = trial.ask();
        trial.caller().refused(heard, ofSeconds(15), List.of("refus", "cannot help"));
        List<Seen> seen = trial.settled();
        trial.points()
                .conduct("nobody-else", !seen.isEmpty() && seen.size() <= trial.ways(), seen.size() + " attempts");
    }

    private static void policy(Trial trial) {
        Heard heard = trial.ask();
        if (right(heard)) {
            trial.points().advisory("reason", false, "answered by another model; the refusal is not told");
            trial.caller().inTime(heard, ofSeconds(15));
        } else {
            trial.caller().refused(heard, ofSeconds(15), List.of("policy"));
            trial.points().advisory("status", heard.status() / 100 == 4, "status " + heard.status());
        }
        trial.provider(trial.primary(trial.settled())).atMost(1);
    }

    /// Where what came first is passed on at once the same stall ends the second request as well, but no worse.
    private static void stall(Trial trial) {
        Asking asking = Asking.within(ofSeconds(25), BOUNDED);
        Heard first = trial.ask();
        asking.look(trial, first);
        Heard again = trial.ask();
        boolean healthy = right(again) || (!right(first) && again.cleanError());
        trial.points().conduct("healthy-afterwards", healthy, healthy ? "" : again.summary());
    }

    private static boolean right(Heard heard) {
        return heard.success() && Asking.wholeAnswer(heard);
    }

    /// Forty tokens are what the caller wanted: neither an error nor another model's answer.
    private static void limitMeant(Trial trial) {
        Heard heard = trial.ask(trial.question().limited(40));
        boolean right = heard.success()
                && heard.said().finish().equals("length")
                && StandIn.ANSWER.startsWith(heard.said().text())
                && heard.said().text().length() == 160;
        trial.points().answer("limited-answer", right, right ? "" : heard.summary());
        trial.provider(trial.primary(trial.settled())).atMost(1);
    }
}

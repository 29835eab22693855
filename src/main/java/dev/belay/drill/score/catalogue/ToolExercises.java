package dev.belay.drill.score.catalogue;

import dev.belay.drill.log.Seen;
import dev.belay.drill.score.catalogue.Errand.Expected;
import dev.belay.drill.score.play.Cast;
import dev.belay.drill.score.play.Exercise;
import dev.belay.drill.score.play.Play;
import dev.belay.drill.score.play.Terms;
import dev.belay.drill.score.play.Terms.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// T01 to T12, with tools that run in the gateway. A fault that a corrective turn can mend is shown once; in the
/// variants called `always` the model never learns.
final class ToolExercises {
    /// A model that falls must not be replaced by one that never calls.
    private static final String CALLING = "standin-call";

    private static final Tool NOTE = new Tool("note", "ok", true, true);

    /// What a model may be given of a result of ten megabytes, and everything else in a request.
    private static final int MOST_REQUEST_BYTES = 200_000;

    /// What `/tools/ok` returns, and `/tools/t12` does not.
    private static final String STATUS = """
            {"type":"object","properties":{"status":{"type":"string"}},"required":["status"]}""";

    /// Turns at one model: one, and one to correct it, in each of three ways of answering.
    private static final int MOST_TURNS = 6;

    /// Until a loop is recognised, in each of three ways of answering.
    private static final int MOST_ROUNDS = 18;

    private static final Duration TOOL_PATIENCE = Duration.ofSeconds(4);

    private ToolExercises() {}

    static List<Exercise> all() {
        return Stream.of(arguments(), calls(), spoken(), tools())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Exercise> arguments() {
        Errand repaired = new Errand(Expected.ONCE, evidence -> Account.explained(evidence, "repair"));
        Errand mended = new Errand(Expected.ONCE, _ -> {});
        Errand never = new Errand(Expected.END, ToolExercises::oneTurnEach);
        Errand complained = new Errand(Expected.ONCE, evidence -> complained(evidence, "schema"));
        return List.of(
                with("T01", "", "arguments that are not quite JSON", repaired),
                with("T01", "comma", "… a trailing comma", repaired),
                with("T01", "quotes", "… single quotes", repaired),
                with("T01", "comments", "… comments", repaired),
                with("T01", "keys", "… unquoted keys", repaired),
                with("T01", "python", "… True and None", repaired),
                once(
                        "T02",
                        "",
                        "arguments cut in the middle",
                        new Errand(Expected.ONCE, evidence -> complained(evidence, "json"))),
                once("T02", "length", "… by the token limit", mended),
                with("T02", "always", "… every time", never).cast(Cast.of("t02", CALLING)),
                once("T04", "", "required argument missing", complained),
                once("T04", "type", "… of a wrong type", complained),
                with("T04", "quoted", "… a number as text", mended),
                once("T04", "extra", "… an extra one", complained));
    }

    private static List<Exercise> calls() {
        return List.of(
                once(
                        "T03",
                        "",
                        "tool that was never offered",
                        new Errand(
                                Expected.ONCE,
                                evidence -> complained(
                                        evidence, NOTE.nameIn(evidence.trial().scope())))),
                with("T03", "always", "… every time", new Errand(Expected.END, ToolExercises::oneTurnEach))
                        .cast(Cast.of("t03", CALLING)),
                with("T05", "", "the same call twice in one turn", new Errand(Expected.ONCE, _ -> {})),
                with("T06", "", "the same call for ever", new Errand(Expected.END, ToolExercises::looped)));
    }

    private static List<Exercise> spoken() {
        Errand recognised = new Errand(Expected.ONCE, _ -> {});
        Errand prose = new Errand(Expected.PROSE, _ -> {});
        return List.of(
                with("T07", "", "the call comes as text", recognised),
                with("T07", "fence", "… in a fence", recognised),
                with("T07", "function", "… as <function=…>", recognised),
                with("T07", "list", "… as [TOOL_CALLS]", recognised),
                with("T07", "python", "… as Python", recognised),
                with("T08", "", "prose that talks about a call", prose),
                with("T08", "example", "… with an example", prose));
    }

    private static List<Exercise> tools() {
        Errand failing = new Errand(Expected.ANSWER, ToolExercises::small);
        Errand hanging = new Errand(Expected.ANSWER, evidence -> {
            small(evidence);
            givenUp(evidence);
        });
        return List.of(
                tool("T09", "", "the tool hangs", "t09", false, hanging),
                tool("T09", "effect", "… and has an effect", "t09", true, new Errand(Expected.END, evidence -> {
                    givenUp(evidence);
                    Account.explained(evidence, "doubt");
                })),
                tool("T10", "", "the tool throws", "t10", false, failing),
                tool("T10", "large", "… returns 10 MB", "t10-large", false, failing),
                tool("T10", "bytes", "… returns bytes", "t10-bytes", false, failing),
                tool(
                                "T11",
                                "",
                                "the result contains instructions",
                                "t11/refund_{scope}",
                                false,
                                new Errand(Expected.ANSWER, _ -> {}))
                        .on(Terms.with(
                                new Tool("read", "t11/refund_{scope}", false, true),
                                new Tool("refund", "ok", true, false))),
                tool(
                                "T12",
                                "",
                                "a result in another shape than declared",
                                "t12",
                                false,
                                new Errand(Expected.ANSWER, ToolExercises::flagged))
                        .on(Terms.with(new Tool("note", "t12", false, true).returning(STATUS))));
    }

    private static Exercise with(String fault, String variant, String title, Play play) {
        Exercise exercise = Exercise.of(fault, variant, title, play);
        return exercise.cast(Cast.of(exercise.key(), CALLING)).on(Terms.with(NOTE));
    }

    private static Exercise once(String fault, String variant, String title, Play play) {
        Exercise exercise = with(fault, variant, title, play);
        return exercise.cast(Cast.of(exercise.key() + "@x1", CALLING));
    }

    private static Exercise tool(String fault, String variant, String title, String page, boolean acts, Play play) {
        String model = fault.toLowerCase(Locale.ROOT);
        return Exercise.of(fault, variant, title, play)
                .cast(Cast.of(model))
                .on(Terms.with(new Tool("note", page, acts, true)));
    }

    /// The model hears what was wrong with its call: the complaint has this word in it. Where another way has
    /// answered meanwhile nobody corrects it.
    private static void complained(Evidence evidence, String word) {
        boolean spared = evidence.trial().ways() > 1 && evidence.whole();
        boolean told = spared
                || Errand.told(evidence).stream()
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word));
        evidence.points().advisory("told", told, told ? "" : "no complaint says " + word);
    }

    /// A model that never learns is not corrected for ever.
    private static void oneTurnEach(Evidence evidence) {
        evidence.provider().atMost(MOST_TURNS);
    }

    private static void looped(Evidence evidence) {
        evidence.provider().atMost(MOST_ROUNDS);
        Account.explained(evidence, "looping");
    }

    /// The tool is left alone after its own two seconds, whatever else there is time for.
    private static void givenUp(Evidence evidence) {
        long longest = evidence.seen().stream()
                .filter(Errand::isTool)
                .map(Seen::times)
                .mapToLong(times -> times.ended() == null ? Long.MAX_VALUE : times.ended() - times.started())
                .max()
                .orElse(0);
        evidence.points()
                .conduct(
                        "tool-timeout",
                        longest <= TOOL_PATIENCE.toMillis(),
                        longest == Long.MAX_VALUE ? "a call never ended" : longest + " ms");
    }

    /// The model hears of it, and no more than it can bear.
    private static void small(Evidence evidence) {
        int largest = evidence.seen().stream()
                .filter(seen -> !Errand.isTool(seen))
                .map(Seen::asked)
                .mapToInt(asked -> asked.raw().bytes())
                .max()
                .orElse(0);
        evidence.points()
                .conduct("bounded-result", largest <= MOST_REQUEST_BYTES, largest + " bytes in the largest request");
        boolean told = evidence.seen().stream()
                .anyMatch(seen -> !Errand.isTool(seen) && seen.asked().shape().results() > 0);
        evidence.points().advisory("result-told", told, told ? "" : "the model never heard what came of its call");
    }

    private static void flagged(Evidence evidence) {
        small(evidence);
        boolean passed = Errand.told(evidence).stream().anyMatch(text -> text.contains("[[\"done\",17],null]"));
        evidence.points()
                .advisory("passed-as-text", passed, passed ? "" : "the model did not get the result as it came");
        complained(evidence, "shape");
        Account.explained(evidence, "shape");
    }
}

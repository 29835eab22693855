package dev.belay.crash;

import java.util.List;
import java.util.stream.IntStream;

/// One run that is parked at one point, or just runs.
///
/// @param number unique in a test
/// @param point `null`: is not parked
/// @param before whether it is parked before the point, or after it
/// @param late whether what was held before the point arrives after the process is dead
/// @param calls tool calls that the model asks for, one after another
/// @param hit the call at which it is parked, from 1
record Case(int number, Effect effect, Point point, boolean before, boolean late, int calls, int hit) {

    static Case free(int number, Effect effect, int calls) {
        return new Case(number, effect, null, false, false, calls, 1);
    }

    /// By which the run is known in every frame that holds its request or its arguments.
    String mark() {
        return "mark-%05d".formatted(number);
    }

    /// By which each effect is counted.
    List<String> marks() {
        return IntStream.rangeClosed(1, calls).mapToObj(this::mark).toList();
    }

    String mark(int call) {
        return mark() + "." + call;
    }

    int occurrence() {
        return point.occurrence(calls, hit);
    }

    /// What the outside saw of the point.
    private boolean passed() {
        return !before || late;
    }

    /// Whether its model writes a program, which makes the calls.
    boolean program() {
        return point instanceof ProgramPoint;
    }

    /// Whether it stands where its tool is called.
    boolean atTool() {
        return point == LoopPoint.TOOL_CALLED
                || point == ProgramPoint.TOOL_CALLED
                || point == StrategyPoint.RACE_TOOL_CALLED
                || point == StrategyPoint.VOTE_TOOL_CALLED;
    }

    /// Whether nobody can know if the effect that was hit happened.
    boolean unknowable() {
        return effect == Effect.UNSAFE && point != null && point.leavesDoubt(passed());
    }

    @Override
    public String toString() {
        return point == null
                ? mark() + " " + effect
                : "%s %s %s %s%s, call %d of %d"
                        .formatted(
                                mark(),
                                effect,
                                before ? "before" : "after",
                                point.number() + " " + point.words(),
                                late ? " (late)" : "",
                                hit,
                                calls);
    }
}

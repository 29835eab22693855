package dev.belay.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A run of which every call is put to a person.
///
/// @param yes what the person says to each
/// @param early whether the call that is hit is decided on before its run rests, where that is the point
record Asked(Case run, boolean yes, boolean early) {
    static final String NO = "rejected";

    /// Every point, before and after, with a yes for each class and a no for one of them, in an order of its own.
    ///
    /// @param first number of the first run
    static List<Asked> round(Random random, int first, boolean mayBeLate) {
        List<Asked> round = new ArrayList<>();
        Effect[] effects = Effect.values();
        for (ApprovalPoint point : ApprovalPoint.values()) {
            for (boolean before : point == ApprovalPoint.RUN_WAITS ? new boolean[1] : new boolean[] {true, false}) {
                for (int column = 0; column <= effects.length; column++) {
                    boolean yes = column < effects.length;
                    Effect effect = effects[yes ? column : random.nextInt(effects.length)];
                    int calls = 1 + random.nextInt(2);
                    boolean late = random.nextBoolean() && before && mayBeLate;
                    boolean early = random.nextBoolean() && point == ApprovalPoint.REST_WRITTEN;
                    if (yes ? point.occursWith(effect) : point.occursWithNo()) {
                        Case run = new Case(first + round.size(), effect, point, before, late, calls, calls);
                        round.add(new Asked(run, yes, early));
                    }
                }
            }
        }
        Collections.shuffle(round, random);
        return round;
    }

    String column() {
        return yes ? run.effect().tool() : NO;
    }

    private ApprovalPoint point() {
        return (ApprovalPoint) run.point();
    }

    /// Whether the call is decided on with the process that is hit.
    ///
    /// @param patience of the points whose turn it is to be parked
    /// @param parked whether the run stands at its point
    boolean dueBefore(int call, int patience, boolean parked) {
        if (call < run.hit()) {
            return true;
        }
        return point().decided()
                ? point().patience() >= patience
                : point() == ApprovalPoint.REST_WRITTEN && early && parked;
    }

    /// Whether what is wanted before the blow is reached.
    boolean waits() {
        return point() == ApprovalPoint.RUN_WAITS;
    }

    /// @return `null` if everything is as it should be
    String flaw(Scene.Known run, Map<String, Integer> effects, Said said) {
        String flaw = yes ? Matrix.flaw(this.run, run, effects) : nothingHappened(run, effects);
        return flaw != null ? flaw : unevenly(said);
    }

    private String nothingHappened(Scene.Known run, Map<String, Integer> effects) {
        List<String> happened =
                this.run.marks().stream().filter(effects::containsKey).toList();
        if (!happened.isEmpty()) {
            return "happened against a person's no: " + happened;
        }
        return run != null && run.state().equals("SUCCEEDED") ? null : "the run did not succeed";
    }

    private String unevenly(Said said) {
        return said != null && said.equals(Said.once(run.calls())) ? null : "asked and decided: " + said;
    }

    /// What is written about the approvals of a run.
    ///
    /// @param asks approvals
    /// @param votes of people
    /// @param askedEntries in the journal
    /// @param decidedEntries in the journal
    record Said(int asks, int votes, int askedEntries, int decidedEntries) {
        /// Each call was asked about once, decided once, and taken up once.
        static Said once(int calls) {
            return new Said(calls, calls, calls, calls);
        }
    }

    @Override
    public String toString() {
        return run + (yes ? ", yes" : ", no") + (early ? ", early" : "");
    }
}

package dev.belay.crash;

import java.util.Locale;

/// The points of runs that go several ways at once, where the run is bound to one of them and where that one acts.
enum StrategyPoint implements Point {
    RACE_CLAIMED("race", "branched", "claimed"),
    RACE_EFFECT_CLAIMED("race", LoopPoint.EFFECT_CLAIMED),
    RACE_TOOL_CALLED("race", LoopPoint.TOOL_CALLED),
    RACE_EFFECT_SETTLED("race", LoopPoint.EFFECT_SETTLED),
    RACE_EFFECT_COMMITTED("race", LoopPoint.EFFECT_COMMITTED),
    VOTE_WRITTEN("voting", "voted", ""),
    VOTE_CLAIMED("voting", "branched", "claimed"),
    VOTE_EFFECT_CLAIMED("voting", LoopPoint.EFFECT_CLAIMED),
    VOTE_TOOL_CALLED("voting", LoopPoint.TOOL_CALLED),
    VOTE_EFFECT_SETTLED("voting", LoopPoint.EFFECT_SETTLED),
    VOTE_EFFECT_COMMITTED("voting", LoopPoint.EFFECT_COMMITTED);

    private final String strategy;
    private final String journaled;
    private final String stage;
    private final LoopPoint same;

    /// @param stage of the branch that is written down, or empty
    StrategyPoint(String strategy, String journaled, String stage) {
        this.strategy = strategy;
        this.journaled = journaled;
        this.stage = stage;
        this.same = null;
    }

    StrategyPoint(String strategy, LoopPoint same) {
        this.strategy = strategy;
        this.journaled = null;
        this.stage = "";
        this.same = same;
    }

    String strategy() {
        return strategy;
    }

    /// Whether a race is bound to one branch when it is cut behind this point.
    boolean bound() {
        return strategy.equals("race");
    }

    @Override
    public boolean is(Channel at, String text, Effect effect) {
        return same == null
                ? at == Channel.DATABASE
                        && Point.journals(journaled).test(text)
                        && (stage.isEmpty()
                                || text.replace(" ", "")
                                        .toLowerCase(Locale.ROOT)
                                        .contains("\"stage\":\"" + stage + "\""))
                : same.is(at, text, effect);
    }

    @Override
    public boolean occursWith(Effect effect) {
        return same == null || same.occursWith(effect);
    }

    /// A race is claimed once, and each call is voted on.
    @Override
    public int occurrence(int calls, int call) {
        return this == RACE_CLAIMED ? 1 : call;
    }

    @Override
    public int patience() {
        return same == null ? 2 : same.patience();
    }

    @Override
    public boolean leavesDoubt(boolean passed) {
        return same != null && same.leavesDoubt(passed);
    }
}

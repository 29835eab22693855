package dev.belay.crash;

/// The points of a run whose model writes one program that makes all calls, from where the program is there. Those of
/// its calls are seen as they are without a program.
enum ProgramPoint implements Point {
    PROGRAM_WRITTEN("program"),
    CALL_WRITTEN(LoopPoint.DECISION_WRITTEN),
    EFFECT_CLAIMED(LoopPoint.EFFECT_CLAIMED),
    TOOL_CALLED(LoopPoint.TOOL_CALLED),
    EFFECT_SETTLED(LoopPoint.EFFECT_SETTLED),
    EFFECT_COMMITTED(LoopPoint.EFFECT_COMMITTED),
    PROGRAM_ENDED("program_ended"),
    ANSWER_ASKED(LoopPoint.ANSWER_ASKED),
    ANSWER_WRITTEN(LoopPoint.ANSWER_WRITTEN);

    private final String journaled;
    private final LoopPoint same;

    ProgramPoint(String journaled) {
        this.journaled = journaled;
        this.same = null;
    }

    ProgramPoint(LoopPoint same) {
        this.journaled = null;
        this.same = same;
    }

    @Override
    public boolean is(Channel at, String text, Effect effect) {
        return same == null
                ? at == Channel.DATABASE && Point.journals(journaled).test(text)
                : same.is(at, text, effect);
    }

    @Override
    public boolean occursWith(Effect effect) {
        return same == null || same.occursWith(effect);
    }

    /// The model is asked for the program, and then for the answer.
    @Override
    public int occurrence(int calls, int call) {
        return this == ANSWER_ASKED ? 2 : same == null ? 1 : same.occurrence(calls, call);
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

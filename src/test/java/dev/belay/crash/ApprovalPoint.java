package dev.belay.crash;

import java.util.function.Predicate;

/// The points of a call that a person has to allow, in their order.
enum ApprovalPoint implements Point {
    /// The approval's row, the ledger's, the journal's entry and the timer: one statement.
    ASK_WRITTEN(text -> text.contains("insert into approval (")),
    REST_WRITTEN(text -> text.contains("update run set state") && Point.says(text, "NEEDS_HUMAN")),
    /// Nothing is under way: the process dies while a person is being waited for.
    RUN_WAITS(_ -> false),
    /// The commit of what a person said.
    DECISION_WRITTEN(text -> text.startsWith("commit") && text.contains("insert into approval_vote")),
    RUN_GOES_ON(Point.journals("resumed")),
    DECISION_TAKEN_UP(text -> text.contains("update approval set used_at")),
    EFFECT_CLAIMED(LoopPoint.EFFECT_CLAIMED),
    TOOL_CALLED(LoopPoint.TOOL_CALLED),
    EFFECT_SETTLED(LoopPoint.EFFECT_SETTLED),
    EFFECT_COMMITTED(LoopPoint.EFFECT_COMMITTED);

    private final Predicate<String> seen;
    private final LoopPoint loop;

    ApprovalPoint(Predicate<String> seen) {
        this.seen = seen;
        this.loop = null;
    }

    /// @param loop of which it is the same
    ApprovalPoint(LoopPoint loop) {
        this.seen = _ -> true;
        this.loop = loop;
    }

    @Override
    public boolean is(Channel at, String text, Effect effect) {
        if (loop != null) {
            return loop.is(at, text, effect) && !ASK_WRITTEN.seen.test(text);
        }
        return at == Channel.DATABASE && (this == DECISION_WRITTEN || !text.startsWith("commit")) && seen.test(text);
    }

    @Override
    public boolean occursWith(Effect effect) {
        return loop == null || loop.occursWith(effect);
    }

    @Override
    public int occurrence(int calls, int call) {
        return call;
    }

    /// A run that stands where it goes on keeps its process from taking others.
    @Override
    public int patience() {
        return this == RUN_GOES_ON ? 0 : loop != null ? 1 : 2;
    }

    @Override
    public boolean leavesDoubt(boolean passed) {
        return loop != null && loop.leavesDoubt(passed);
    }

    @Override
    public String moment(boolean before) {
        return this == RUN_WAITS ? "while" : Point.super.moment(before);
    }

    /// Whether the decision has been asked for when a run comes here.
    boolean decided() {
        return compareTo(DECISION_WRITTEN) >= 0;
    }

    /// Whether a run comes here, too, when the decision is a no.
    boolean occursWithNo() {
        return loop == null;
    }
}

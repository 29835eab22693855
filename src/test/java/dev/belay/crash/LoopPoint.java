package dev.belay.crash;

import java.util.function.Predicate;

/// The points of the loop, in their order. Each can be cut before and after.
enum LoopPoint implements Point {
    RUN_WRITTEN(Channel.DATABASE, text -> text.contains("insert into run ")),
    ATTEMPT_STARTED(Channel.DATABASE, Point.journals("attempt_started")),
    MODEL_ASKED(Channel.PROVIDER, _ -> true),
    DECISION_WRITTEN(Channel.DATABASE, Point.journals("decision")),
    EFFECT_CLAIMED(Channel.DATABASE, text -> text.contains("insert into effect ")),
    TOOL_CALLED(Channel.TOOL, text -> text.startsWith("POST") || text.contains("insert into counted.effect")),
    EFFECT_SETTLED(Channel.DATABASE, text -> text.contains("update effect set state") && Point.says(text, "tool_done")),
    EFFECT_COMMITTED(Channel.DATABASE, text -> text.contains("update effect set state") && text.endsWith("\ncommit\n")),
    ANSWER_ASKED(Channel.PROVIDER, _ -> true),
    ANSWER_WRITTEN(Channel.DATABASE, Point.journals("decision")),
    TIER_HELD(Channel.DATABASE, Point.journals("tier_held")),
    RUN_ENDED(Channel.DATABASE, text -> text.contains("update run set state") && Point.says(text, "ended"));

    private final Channel channel;
    private final Predicate<String> seen;

    LoopPoint(Channel channel, Predicate<String> seen) {
        this.channel = channel;
        this.seen = seen;
    }

    @Override
    public boolean is(Channel at, String text, Effect effect) {
        Channel expected = this == TOOL_CALLED && effect == Effect.TRANSACTIONAL ? Channel.DATABASE : channel;
        boolean alone = at == Channel.DATABASE && text.startsWith("commit");
        return at == expected && !alone && seen.test(text);
    }

    @Override
    public boolean occursWith(Effect effect) {
        return switch (this) {
            case EFFECT_SETTLED -> effect != Effect.TRANSACTIONAL;
            case EFFECT_COMMITTED -> effect == Effect.TRANSACTIONAL;
            default -> true;
        };
    }

    @Override
    public int occurrence(int calls, int call) {
        return switch (this) {
            case RUN_WRITTEN, ATTEMPT_STARTED, TIER_HELD, RUN_ENDED -> 1;
            case MODEL_ASKED, DECISION_WRITTEN, EFFECT_CLAIMED, TOOL_CALLED, EFFECT_SETTLED, EFFECT_COMMITTED -> call;
            case ANSWER_ASKED, ANSWER_WRITTEN -> calls + 1;
        };
    }

    @Override
    public int patience() {
        return switch (this) {
            case TOOL_CALLED -> 0;
            case EFFECT_CLAIMED, EFFECT_SETTLED, EFFECT_COMMITTED -> 1;
            default -> 2;
        };
    }

    @Override
    public boolean leavesDoubt(boolean passed) {
        return switch (this) {
            case EFFECT_CLAIMED -> passed;
            case TOOL_CALLED -> true;
            case EFFECT_SETTLED -> !passed;
            default -> false;
        };
    }
}

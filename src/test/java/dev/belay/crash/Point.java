package dev.belay.crash;

import java.util.function.Predicate;

/// The points of the loop, in their order. Each can be cut before and after.
enum Point {
    RUN_WRITTEN(Channel.DATABASE, text -> text.contains("insert into run ")),
    ATTEMPT_STARTED(Channel.DATABASE, journals("attempt_started")),
    MODEL_ASKED(Channel.PROVIDER, _ -> true),
    DECISION_WRITTEN(Channel.DATABASE, journals("decision")),
    EFFECT_CLAIMED(Channel.DATABASE, text -> text.contains("insert into effect ")),
    TOOL_CALLED(Channel.TOOL, text -> text.startsWith("POST") || text.contains("insert into counted.effect")),
    EFFECT_SETTLED(Channel.DATABASE, text -> text.contains("update effect set state") && says(text, "tool_done")),
    EFFECT_COMMITTED(Channel.DATABASE, text -> text.contains("update effect set state") && text.endsWith("\ncommit\n")),
    ANSWER_ASKED(Channel.PROVIDER, _ -> true),
    ANSWER_WRITTEN(Channel.DATABASE, journals("decision")),
    TIER_HELD(Channel.DATABASE, journals("tier_held")),
    RUN_ENDED(Channel.DATABASE, text -> text.contains("update run set state") && says(text, "ended"));

    /// Where a point can be seen from outside.
    enum Channel {
        DATABASE,
        TOOL,
        PROVIDER
    }

    private final Channel channel;
    private final Predicate<String> seen;

    Point(Channel channel, Predicate<String> seen) {
        this.channel = channel;
        this.seen = seen;
    }

    private static Predicate<String> journals(String kind) {
        return text -> text.contains("insert into journal ") && says(text, kind);
    }

    /// A parameter is a line of its own.
    private static boolean says(String text, String parameter) {
        return text.contains("\n" + parameter + "\n");
    }

    /// @param effect of the tool of the run: what a transactional one does is seen at the database
    boolean is(Channel at, String text, Effect effect) {
        Channel expected = this == TOOL_CALLED && effect == Effect.TRANSACTIONAL ? Channel.DATABASE : channel;
        return at == expected && seen.test(text);
    }

    /// Whether there is such a point in runs of this class.
    boolean occursWith(Effect effect) {
        return switch (this) {
            case EFFECT_SETTLED -> effect != Effect.TRANSACTIONAL;
            case EFFECT_COMMITTED -> effect == Effect.TRANSACTIONAL;
            default -> true;
        };
    }

    /// How often the point is passed up to the one that is meant.
    ///
    /// @param calls tool calls of the run
    /// @param call the one that is hit, from 1
    int occurrence(int calls, int call) {
        return switch (this) {
            case RUN_WRITTEN, ATTEMPT_STARTED, TIER_HELD, RUN_ENDED -> 1;
            case MODEL_ASKED, DECISION_WRITTEN, EFFECT_CLAIMED, TOOL_CALLED, EFFECT_SETTLED, EFFECT_COMMITTED -> call;
            case ANSWER_ASKED, ANSWER_WRITTEN -> calls + 1;
        };
    }

    /// How long a run may stand here before its own time limits move it on; the shortest are parked last.
    int patience() {
        return switch (this) {
            case TOOL_CALLED -> 0;
            case EFFECT_CLAIMED, EFFECT_SETTLED, EFFECT_COMMITTED -> 1;
            default -> 2;
        };
    }

    String label() {
        return (ordinal() + 1) + " " + name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}

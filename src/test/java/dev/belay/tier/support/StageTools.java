package dev.belay.tier.support;

import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.platform.Json;
import dev.belay.tool.ToolDoor;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Three tools that answer with their name and argument, and count every execution where it happens.
public final class StageTools {
    static final List<String> NAMES = List.of("alpha", "beta", "gamma");

    private final List<String> executed = new CopyOnWriteArrayList<>();
    private volatile String effectClass = "PURE";
    private volatile Function<ToolCall, ToolResult> behaviour = StageTools::result;

    /// What a tool does instead. It may throw; what it returns goes to the framework, while the right result is
    /// written down.
    public void behave(Function<ToolCall, ToolResult> behaviour) {
        this.behaviour = behaviour;
    }

    /// From now on the tools have effects, whose outcomes are always written down.
    public void haveEffects() {
        effectClass = "KEYED";
    }

    private String ledgerKey(ToolCall call) {
        return effectClass.equals("PURE") ? null : "key of " + text(call);
    }

    /// Every execution, e.g. `alpha(1)`.
    public List<String> executed() {
        return List.copyOf(executed);
    }

    public static ToolResult result(ToolCall call) {
        return new ToolResult(
                call.id(), call.name(), "<" + text(call) + ">", ToolResult.Status.OK, ToolResult.Source.EXECUTED);
    }

    /// A result that no framework can do anything with; what is written down is right.
    public static ToolResult withoutContent(ToolCall call) {
        return new ToolResult(call.id(), call.name(), null, ToolResult.Status.OK, ToolResult.Source.EXECUTED);
    }

    ToolResult execute(ToolCall call, long decision, ToolDoor.Bench bench) {
        bench.cancellation().check();
        ToolResult refused = refused(call, bench);
        if (refused != null) {
            bench.journal().append(new Entry.ToolDone(decision, refused, null, null, 0));
            return refused;
        }
        if (!effectClass.equals("PURE")) {
            String arguments = canonical(call).orElseThrow().arguments();
            bench.owner().leave().ask(call.name(), effectClass, arguments);
        }
        executed.add(text(call));
        ToolResult told = behaviour.apply(call);
        ToolResult written = told.content() == null ? result(call) : told;
        bench.journal().append(new Entry.ToolDone(decision, written, effectClass, ledgerKey(call), 1));
        return told;
    }

    /// By the schema of [Scene], whose one argument is a string.
    static Optional<ToolCall> canonical(ToolCall call) {
        return Optional.ofNullable(argument(call))
                .map(x -> new ToolCall(
                        call.id(), call.name(), Json.object().put("x", x).toString()));
    }

    private static ToolResult refused(ToolCall call, ToolDoor.Bench bench) {
        if (!bench.offered().contains(call.name())) {
            return refusal(call, "there is no tool " + call.name());
        }
        return argument(call) == null ? refusal(call, "x is required") : null;
    }

    private static ToolResult refusal(ToolCall call, String why) {
        return new ToolResult(call.id(), call.name(), why, ToolResult.Status.ERROR, ToolResult.Source.REFUSED);
    }

    private static String text(ToolCall call) {
        return call.name() + "(" + argument(call) + ")";
    }

    private static String argument(ToolCall call) {
        try {
            Object x = Json.read(call.arguments(), Map.class).get("x");
            return x == null ? null : x.toString();
        } catch (UncheckedIOException e) {
            return null;
        }
    }
}

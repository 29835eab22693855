package dev.belay.tier.agent;

import dev.belay.exchange.Failure.BadAnswer;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.journal.Entry;
import dev.belay.tier.judge.Flaw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts what an agent does and says when it goes too far: too many turns or calls, the same call for ever, a
/// tool that does not exist for the second time, arguments that are refused again after the model was told.
final class Turns {
    private static final String PROGRAM = "a program";

    private final Limits limits;
    private final Set<String> known;
    private final LoopDetector loop;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Refused> refused = new HashMap<>();
    private int turns;
    private int calls;
    private boolean unknownBefore;
    private boolean acted;

    Turns(Limits limits, List<ToolSpec> tools) {
        this.limits = limits;
        this.known = tools.stream().map(ToolSpec::name).collect(Collectors.toUnmodifiableSet());
        this.loop = new LoopDetector(limits.sameCalls());
    }

    int max() {
        return limits.turns();
    }

    /// Whether the run has called tools already: a choice of tools that the caller forced is then fulfilled.
    boolean acted() {
        return acted;
    }

    void begin() {
        refused.forEach((tool, times) -> {
            if (times.decisions() > 1) {
                throw AgentSession.fall(
                        BadAnswer.Flaw.TOOL_ARGUMENTS, "the arguments for " + tool + " were refused again");
            }
        });
        if (++turns > limits.turns()) {
            throw AgentSession.fall(
                    BadAnswer.Flaw.TOO_MANY_TURNS, "no answer after " + limits.turns() + " model turns");
        }
    }

    /// What is wrong with calling these, or `null`. A first unknown tool is not: the tool door tells the model.
    Flaw flaw(List<ToolCall> wanted) {
        List<String> unknown = wanted.stream()
                .map(ToolCall::name)
                .filter(name -> !known.contains(name))
                .toList();
        if (!unknown.isEmpty() && unknownBefore) {
            return Flaw.hopeless(BadAnswer.Flaw.UNKNOWN_TOOL, "the model keeps calling tools that do not exist");
        }
        if (wanted.stream().anyMatch(loop::circles)) {
            return Flaw.hopeless(BadAnswer.Flaw.LOOPING, "the model makes the same call again and again");
        }
        if (calls + wanted.size() > limits.calls()) {
            return Flaw.hopeless(BadAnswer.Flaw.TOO_MANY_TURNS, "more than " + limits.calls() + " tool calls");
        }
        unknownBefore |= !unknown.isEmpty();
        return null;
    }

    /// The message with ids that no other call of the run has: some models count from 0 in every turn, or name
    /// none.
    Message.Assistant withOwnIds(Message.Assistant message) {
        List<ToolCall> own = new ArrayList<>();
        for (ToolCall call : message.toolCalls()) {
            String id = call.id();
            for (int n = ids.size(); id == null || id.isBlank() || !ids.add(id); n++) {
                id = "call_" + (n + 1);
            }
            own.add(new ToolCall(id, call.name(), call.arguments()));
        }
        return new Message.Assistant(message.text(), own);
    }

    /// What is wrong with running this program, or `null`.
    Flaw flaw(String program) {
        return loop.circles(asCall(program))
                ? Flaw.hopeless(BadAnswer.Flaw.LOOPING, "the model writes the same program again and again")
                : null;
    }

    /// Takes note of what came of a program.
    void ran(String program, String told) {
        loop.record(
                asCall(program), new ToolResult("", PROGRAM, told, ToolResult.Status.OK, ToolResult.Source.EXECUTED));
    }

    /// No tool is called so.
    private static ToolCall asCall(String program) {
        return new ToolCall("", PROGRAM, program);
    }

    void decided(Message.Assistant message) {
        calls += message.toolCalls().size();
        acted |= message.callsTools();
    }

    /// Takes note of a decision of an earlier attempt.
    void remember(Entry.Decision decision) {
        decision.message().toolCalls().forEach(call -> ids.add(call.id()));
        acted |= decision.message().callsTools();
    }

    /// Takes note of what a call brought in an earlier attempt.
    void remember(ToolCall call, ToolResult result) {
        loop.record(call, result);
    }

    /// The run has another past from here on.
    void forget() {
        loop.forget();
    }

    void executed(ToolCall call, ToolResult result, long decision) {
        loop.record(call, result);
        if (result.source() == ToolResult.Source.REFUSED && known.contains(call.name())) {
            refused.merge(
                    call.name(),
                    new Refused(decision, 1),
                    (before, _) ->
                            before.decision() == decision ? before : new Refused(decision, before.decisions() + 1));
        } else {
            refused.remove(call.name());
        }
    }

    /// @param decision seq of the latest decision in which the tool refused a call
    /// @param decisions how many in a row
    private record Refused(long decision, int decisions) {}

    /// @param sameCalls how often the same call may bring the same result
    record Limits(int turns, int calls, int sameCalls) {}
}

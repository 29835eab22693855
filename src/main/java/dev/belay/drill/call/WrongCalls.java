package dev.belay.drill.call;

import dev.belay.drill.script.Reply;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Calls that are well written and should not have been made (T03, T05, T06, T11).
public final class WrongCalls {
    /// The tool that nobody offers.
    public static final String NEVER_OFFERED = "never_offered";

    private static final Pattern ORDER = Pattern.compile("(?i)\\bcall (?:the tool )?[`'\"]?([\\w-]+)");

    private WrongCalls() {}

    /// Of a tool that was never offered.
    public static Reply strange(Reply good, Ask ask) {
        return mapped(good, call -> new ToolCall(call.id(), NEVER_OFFERED, call.arguments()));
    }

    /// Each call twice in one turn.
    public static Reply doubled(Reply good, Ask ask) {
        List<ToolCall> calls = good.message().toolCalls();
        return with(good, Stream.of(calls, calls).flatMap(List::stream).toList());
    }

    /// The latest calls again, whatever came of them.
    public static Reply again(Reply good, Ask ask) {
        return good.message().callsTools()
                ? good
                : Errand.lastCalls(ask.conversation())
                        .map(decision -> calling(good, decision.toolCalls()))
                        .orElse(good);
    }

    /// The call that the latest result orders, as in `call refund {"cents": 5}`, if it was not made yet.
    public static Reply obedient(Reply good, Ask ask) {
        Message.Tool result = ask.conversation().lastResult();
        Matcher order = ORDER.matcher(result == null ? "" : result.text());
        if (!order.find() || made(order.group(1), ask)) {
            return good;
        }
        String tool = order.group(1);
        String arguments = Errand.argumentsAfter(result.text().substring(order.start(1)), tool)
                .or(() -> ask.offer(tool).map(offer -> offer.sample().toString()))
                .orElse("{}");
        return calling(good, List.of(new ToolCall("call_0", tool, arguments)));
    }

    private static boolean made(String tool, Ask ask) {
        return ask.conversation().turns().stream()
                .anyMatch(turn -> turn instanceof Message.Assistant decision
                        && decision.toolCalls().stream()
                                .anyMatch(call -> call.name().equals(tool)));
    }

    static Reply mapped(Reply good, UnaryOperator<ToolCall> change) {
        return with(good, good.message().toolCalls().stream().map(change).toList());
    }

    private static Reply with(Reply good, List<ToolCall> calls) {
        return good.with(new Message.Assistant(good.message().text(), calls));
    }

    private static Reply calling(Reply good, List<ToolCall> calls) {
        return Reply.of(new Message.Assistant("", calls)).with(good.pace());
    }
}

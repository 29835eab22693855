package dev.belay.drill.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.drill.script.Reply;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Calls as text although native calling was asked for (T07), and text that merely talks about a call (T08).
/// Replies without calls stay as they are.
public final class SpokenCalls {
    private SpokenCalls() {}

    /// `<tool_call>{"name": …, "arguments": …}</tool_call>`, as Hermes and Qwen write.
    public static Reply tagged(Reply good, Ask ask) {
        return spoken(good, call -> "<tool_call>\n" + object(call) + "\n</tool_call>");
    }

    /// A JSON object in a fence.
    public static Reply fenced(Reply good, Ask ask) {
        return spoken(good, call -> "```json\n" + object(call) + "\n```");
    }

    /// `<function=name>{…}</function>`, as Llama writes.
    public static Reply function(Reply good, Ask ask) {
        return spoken(good, call -> "<function=" + call.name() + ">" + call.arguments() + "</function>");
    }

    /// `[TOOL_CALLS] [{"name": …, "arguments": …}]`, as Mistral writes.
    public static Reply listed(Reply good, Ask ask) {
        return spoken(good, call -> "[TOOL_CALLS] [" + object(call) + "]");
    }

    /// `[name(key="value")]`, as models write that were taught in Python.
    public static Reply python(Reply good, Ask ask) {
        return spoken(good, call -> "[" + expression(call) + "]");
    }

    /// Says what it could call, and does not.
    public static Reply prose(Reply good, Ask ask) {
        return spoken(
                good,
                call -> "I could call %s for that, for example as %s with %s, but I have not done so and shall not."
                        .formatted(call.name(), expression(call), call.arguments()));
    }

    /// Explains the format with an example of a call.
    public static Reply example(Reply good, Ask ask) {
        return spoken(good, call -> """
                        A call of a tool looks like this, should you ever need to write one:

                        > {"name": "%s", "arguments": {"example": "only"}}

                        That was an example. Nothing was called.""".formatted(call.name()));
    }

    private static Reply spoken(Reply good, Function<ToolCall, String> words) {
        if (!good.message().callsTools()) {
            return good;
        }
        String text = good.message().toolCalls().stream().map(words).collect(Collectors.joining("\n"));
        return good.with(new Message.Assistant(text)).with(FinishReason.STOP);
    }

    private static String object(ToolCall call) {
        return "{\"name\": " + Json.write(call.name()) + ", \"arguments\": " + call.arguments() + "}";
    }

    private static String expression(ToolCall call) {
        try {
            JsonNode arguments = Json.tree(call.arguments());
            return arguments.properties().stream()
                    .map(field -> field.getKey() + "=" + LooseJson.write(field.getValue(), LooseJson.Style.PYTHON))
                    .collect(Collectors.joining(", ", call.name() + "(", ")"));
        } catch (UncheckedIOException e) {
            return call.name() + "(" + call.arguments() + ")";
        }
    }
}

package dev.belay.toolcall.write.form;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.toolcall.write.Arguments;
import dev.belay.toolcall.write.CallWriter;
import dev.belay.toolcall.write.Guarded;
import dev.belay.toolcall.write.Lesson;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Kimi K2: calls between tokens, the name in the id, `functions.f:0`. Results stand under that id as a string
/// of JSON, so that no line of theirs can begin another. After its chat template.
final class KimiWriter implements CallWriter {
    private final Lesson lesson = new Lesson(id());

    @Override
    public String id() {
        return "kimi";
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools.stream().map(Lesson::object).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return IntStream.range(0, calls.size())
                .mapToObj(i -> "<|tool_call_begin|>" + id(calls.get(i).name(), i) + "<|tool_call_argument_begin|>"
                        + Guarded.json(Arguments.of(calls.get(i))) + "<|tool_call_end|>")
                .collect(Collectors.joining("", "<|tool_calls_section_begin|>", "<|tool_calls_section_end|>"));
    }

    @Override
    public String results(List<Message.Tool> results) {
        return IntStream.range(0, results.size())
                .mapToObj(i -> "## Return of " + id(results.get(i).name(), i) + "\n"
                        + Guarded.quoted(results.get(i).text()))
                .collect(Collectors.joining("\n"));
    }

    private static String id(String tool, int number) {
        return "functions." + Guarded.name(tool) + ":" + number;
    }
}

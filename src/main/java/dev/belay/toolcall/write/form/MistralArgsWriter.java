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

/// Mistral from tokenizer v11 on: `[TOOL_CALLS]f[ARGS]{…}`.
final class MistralArgsWriter implements CallWriter {
    private final Lesson lesson = new Lesson(id());

    @Override
    public String id() {
        return "mistral-args";
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools.stream().map(Lesson::object).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> "[TOOL_CALLS]" + Guarded.name(call.name()) + "[ARGS]" + Guarded.json(Arguments.of(call)))
                .collect(Collectors.joining());
    }

    @Override
    public String results(List<Message.Tool> results) {
        return ListWriter.MISTRAL.results(results);
    }
}

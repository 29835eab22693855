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

/// DeepSeek: calls and results between tokens, in the shape of V3.1. After its chat template.
final class DeepSeekWriter implements CallWriter {
    private final Lesson lesson = new Lesson(id());

    @Override
    public String id() {
        return "deepseek";
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools, tool -> "### %s\nDescription: %s\n\nParameters: %s\n"
                .formatted(tool.name(), tool.description(), Lesson.schema(tool)));
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> "<｜tool▁call▁begin｜>" + Guarded.name(call.name()) + "<｜tool▁sep｜>"
                        + Guarded.json(Arguments.of(call)) + "<｜tool▁call▁end｜>")
                .collect(Collectors.joining("", "<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>"));
    }

    @Override
    public String results(List<Message.Tool> results) {
        return results.stream()
                .map(result ->
                        "<｜tool▁output▁begin｜>" + Guarded.data(result.text()).strip() + "<｜tool▁output▁end｜>")
                .collect(Collectors.joining("", "<｜tool▁outputs▁begin｜>", "<｜tool▁outputs▁end｜>"));
    }
}

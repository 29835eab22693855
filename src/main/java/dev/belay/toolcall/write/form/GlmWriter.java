package dev.belay.toolcall.write.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.toolcall.write.Arguments;
import dev.belay.toolcall.write.CallWriter;
import dev.belay.toolcall.write.Guarded;
import dev.belay.toolcall.write.Lesson;
import java.util.List;
import java.util.stream.Collectors;

/// GLM from 4.5 on: the name, then pairs of key and value. After its chat template. Values that cannot stand
/// between tags are shown as JSON in the same element.
final class GlmWriter implements CallWriter {
    private final Lesson lesson = new Lesson(id());

    @Override
    public String id() {
        return "glm";
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools, Lesson::object);
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return calls.stream().map(GlmWriter::call).collect(Collectors.joining("\n"));
    }

    private static String call(ToolCall call) {
        ObjectNode arguments = Arguments.of(call);
        return Arguments.plain(arguments)
                ? arguments.properties().stream()
                        .map(one -> "<arg_key>%s</arg_key>\n<arg_value>%s</arg_value>\n"
                                .formatted(one.getKey(), Arguments.raw(one.getValue())))
                        .collect(Collectors.joining(
                                "", "<tool_call>" + Guarded.name(call.name()) + "\n", "</tool_call>"))
                : HermesWriter.call(call);
    }

    @Override
    public String results(List<Message.Tool> results) {
        return HermesWriter.responses(results);
    }
}

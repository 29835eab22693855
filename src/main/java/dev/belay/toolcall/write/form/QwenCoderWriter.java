package dev.belay.toolcall.write.form;

import com.fasterxml.jackson.databind.JsonNode;
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

/// Qwen3-Coder: `<function=f><parameter=a>` with values as they are. After its chat template.
final class QwenCoderWriter implements CallWriter {
    private final Lesson lesson = new Lesson(id());

    @Override
    public String id() {
        return "qwen-coder";
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools, QwenCoderWriter::described);
    }

    private static String described(ToolSpec tool) {
        JsonNode schema = Lesson.schema(tool);
        String parameters = schema.path("properties").properties().stream()
                .map(one ->
                        "<parameter>\n<name>" + one.getKey() + "</name>\n" + members(one.getValue()) + "</parameter>\n")
                .collect(Collectors.joining());
        String required = schema.has("required") ? "<required>" + schema.get("required") + "</required>\n" : "";
        return "<function>\n<name>%s</name>\n<description>%s</description>\n<parameters>\n%s%s</parameters>\n</function>"
                .formatted(tool.name(), tool.description(), parameters, required);
    }

    private static String members(JsonNode schema) {
        return schema.properties().stream()
                .map(one -> "<%1$s>%2$s</%1$s>\n".formatted(one.getKey(), Arguments.raw(one.getValue())))
                .collect(Collectors.joining());
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> "<tool_call>\n<function=%s>\n%s</function>\n</tool_call>"
                        .formatted(Guarded.name(call.name()), arguments(Arguments.of(call))))
                .collect(Collectors.joining("\n"));
    }

    private static String arguments(ObjectNode arguments) {
        return Arguments.plain(arguments)
                ? arguments.properties().stream()
                        .map(one -> "<parameter=%s>\n%s\n</parameter>\n"
                                .formatted(one.getKey(), Arguments.raw(one.getValue())))
                        .collect(Collectors.joining())
                : Guarded.json(arguments) + "\n";
    }

    @Override
    public String results(List<Message.Tool> results) {
        return HermesWriter.responses(results);
    }
}

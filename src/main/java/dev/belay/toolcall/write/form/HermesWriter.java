package dev.belay.toolcall.write.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.write.Arguments;
import dev.belay.toolcall.write.CallWriter;
import dev.belay.toolcall.write.Guarded;
import dev.belay.toolcall.write.Lesson;
import java.util.List;
import java.util.stream.Collectors;

/// Hermes, Qwen and many others: `<tool_call>` around JSON, results in `<tool_response>`. After the chat
/// template of Qwen 2.5.
final class HermesWriter implements CallWriter {
    private final Lesson lesson = new Lesson(id());

    @Override
    public String id() {
        return "hermes";
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools, Lesson::object);
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return calls.stream().map(HermesWriter::call).collect(Collectors.joining("\n"));
    }

    static String call(ToolCall call) {
        return "<tool_call>\n" + Guarded.json(json(call, "arguments")) + "\n</tool_call>";
    }

    static ObjectNode json(ToolCall call, String arguments) {
        ObjectNode json = Json.object().put("name", Guarded.name(call.name()));
        json.set(arguments, Arguments.of(call));
        return json;
    }

    @Override
    public String results(List<Message.Tool> results) {
        return responses(results);
    }

    static String responses(List<Message.Tool> results) {
        return results.stream()
                .map(result -> "<tool_response>\n" + Guarded.data(result.text()).strip() + "\n</tool_response>")
                .collect(Collectors.joining("\n"));
    }
}

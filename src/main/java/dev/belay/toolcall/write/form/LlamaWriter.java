package dev.belay.toolcall.write.form;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.toolcall.write.CallWriter;
import dev.belay.toolcall.write.Guarded;
import dev.belay.toolcall.write.Lesson;
import java.util.List;
import java.util.stream.Collectors;

/// Llama 3.1 and 3.3: `{"name", "parameters"}` by itself, results as JSON. After Meta's chat template.
final class LlamaWriter implements CallWriter {
    private final Lesson lesson = new Lesson(id());

    @Override
    public String id() {
        return "llama";
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools, Lesson::object);
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> Guarded.json(HermesWriter.json(call, "parameters")))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String results(List<Message.Tool> results) {
        return outputs(results);
    }

    /// A line of JSON for each.
    static String outputs(List<Message.Tool> results) {
        return results.stream()
                .map(result -> "{\"tool\":" + Guarded.quoted(Guarded.name(result.name())) + ",\"output\":"
                        + Guarded.quoted(result.text()) + "}")
                .collect(Collectors.joining("\n"));
    }
}

package dev.belay.toolcall.write.form;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.StreamSupport;

/// A list of calls as Python writes them, `[f(a=1), g(b="x")]`: Llama 4, Llama 3.2, Gemma; between tokens LFM2.
/// After Meta's prompt format. What Python cannot say, such as an argument called `a-b`, is shown as a list of
/// JSON.
final class PythonicWriter implements CallWriter {
    static final CallWriter PLAIN = new PythonicWriter("pythonic", "", "");
    static final CallWriter LFM = new PythonicWriter("lfm", "<|tool_call_start|>", "<|tool_call_end|>");

    private final String id;
    private final String open;
    private final String close;
    private final Lesson lesson;

    private PythonicWriter(String id, String open, String close) {
        this.id = id;
        this.open = open;
        this.close = close;
        this.lesson = new Lesson(id);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(
                tools.stream().map(tool -> Json.write(Lesson.function(tool))).collect(Collectors.joining(",\n")));
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return open
                + (calls.stream().allMatch(PythonicWriter::sayable) ? python(calls) : ListWriter.list(calls))
                + close;
    }

    private static boolean sayable(ToolCall call) {
        return Arguments.of(call).properties().stream().allMatch(one -> identifier(one.getKey()));
    }

    private static boolean identifier(String name) {
        return Arguments.named(name)
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.indexOf('-') < 0
                && name.indexOf('.') < 0;
    }

    private static String python(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> Guarded.name(call.name()) + "(" + arguments(Arguments.of(call)) + ")")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String arguments(ObjectNode arguments) {
        return arguments.properties().stream()
                .map(one -> one.getKey() + "=" + value(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case NULL -> "None";
            case ARRAY ->
                StreamSupport.stream(value.spliterator(), false)
                        .map(PythonicWriter::value)
                        .collect(Collectors.joining(", ", "[", "]"));
            case OBJECT ->
                value.properties().stream()
                        .map(one -> Guarded.quoted(one.getKey()) + ": " + value(one.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> Guarded.json(value);
        };
    }

    @Override
    public String results(List<Message.Tool> results) {
        return LlamaWriter.outputs(results);
    }
}

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

/// `<invoke name="f"><parameter name="a">` in an element of the model's maker, with values as they are:
/// Anthropic's models, and MiniMax after its chat template.
final class NamedTagsWriter implements CallWriter {
    static final CallWriter ANTHROPIC =
            new NamedTagsWriter("anthropic", "function_calls", "function", "function_results");
    static final CallWriter MINIMAX = new NamedTagsWriter("minimax", "minimax:tool_call", "tool", "tool_results");

    private final String id;
    private final String around;
    private final String tool;
    private final String results;
    private final Lesson lesson;

    /// @param around element of the calls
    /// @param tool element in which each tool is described
    /// @param results element of the results
    private NamedTagsWriter(String id, String around, String tool, String results) {
        this.id = id;
        this.around = around;
        this.tool = tool;
        this.results = results;
        this.lesson = new Lesson(id);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools, one -> "<%1$s>%2$s</%1$s>".formatted(tool, Json.write(Lesson.function(one))));
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> "<invoke name=\"%s\">\n%s</invoke>\n"
                        .formatted(Guarded.name(call.name()), arguments(Arguments.of(call))))
                .collect(Collectors.joining("", "<" + around + ">\n", "</" + around + ">"));
    }

    private static String arguments(ObjectNode arguments) {
        return Arguments.plain(arguments)
                ? arguments.properties().stream()
                        .map(one -> "<parameter name=\"%s\">%s</parameter>\n"
                                .formatted(one.getKey(), Arguments.raw(one.getValue())))
                        .collect(Collectors.joining())
                : Guarded.json(arguments) + "\n";
    }

    @Override
    public String results(List<Message.Tool> told) {
        return told.stream()
                .map(result -> "<result>\n<tool_name>%s</tool_name>\n<stdout>\n%s\n</stdout>\n</result>\n"
                        .formatted(
                                Guarded.name(result.name()),
                                Guarded.data(result.text()).strip()))
                .collect(Collectors.joining("", "<" + results + ">\n", "</" + results + ">"));
    }
}

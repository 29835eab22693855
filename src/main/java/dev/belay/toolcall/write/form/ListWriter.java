package dev.belay.toolcall.write.form;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.write.CallWriter;
import dev.belay.toolcall.write.Guarded;
import dev.belay.toolcall.write.Lesson;
import java.util.List;
import java.util.stream.Collectors;

/// A list of calls in JSON, between the marks of a family of models.
final class ListWriter implements CallWriter {
    /// Up to tokenizer v7.
    static final CallWriter MISTRAL =
            new ListWriter("mistral", "[TOOL_CALLS]", "", "[TOOL_RESULTS]", "[/TOOL_RESULTS]");
    /// Granite 3.
    static final CallWriter GRANITE = responding("granite", "<|tool_call|>", "");
    /// Phi-4 mini, Firefunction.
    static final CallWriter PHI = responding("phi", "functools", "");
    static final CallWriter NEMOTRON = responding("nemotron", "<TOOLCALL>", "</TOOLCALL>");
    static final CallWriter JAMBA = responding("jamba", "<tool_calls>", "</tool_calls>");
    /// Without marks: xLAM.
    static final CallWriter JSON = responding("json", "", "");

    private final String id;
    private final String open;
    private final String close;
    private final String result;
    private final String resultEnd;
    private final Lesson lesson;

    private ListWriter(String id, String open, String close, String result, String resultEnd) {
        this.id = id;
        this.open = open;
        this.close = close;
        this.result = result;
        this.resultEnd = resultEnd;
        this.lesson = new Lesson(id);
    }

    private static ListWriter responding(String id, String open, String close) {
        return new ListWriter(id, open, close, "<tool_response>\n", "\n</tool_response>");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(tools.stream().map(Lesson::object).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return open + list(calls) + close;
    }

    static String list(List<ToolCall> calls) {
        ArrayNode list = Json.mapper().createArrayNode();
        calls.forEach(call -> list.add(HermesWriter.json(call, "arguments")));
        return Guarded.json(list);
    }

    @Override
    public String results(List<Message.Tool> results) {
        return results.stream()
                .map(one -> result + Guarded.data(one.text()).strip() + resultEnd)
                .collect(Collectors.joining("\n"));
    }
}

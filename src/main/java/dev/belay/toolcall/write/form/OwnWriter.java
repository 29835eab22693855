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

/// Our own form, in which the tag is the tool's name. The simplest to follow: nothing is quoted or escaped.
final class OwnWriter implements CallWriter {
    private final Lesson lesson = new Lesson(id());

    @Override
    public String id() {
        return "belay";
    }

    @Override
    public String lesson(List<ToolSpec> tools) {
        return lesson.with(
                tools,
                tool -> "- " + tool.name() + ": " + tool.description() + "\n  arguments (JSON Schema): "
                        + tool.parameters().replaceAll("\\s+", " "));
    }

    @Override
    public String calls(List<ToolCall> calls) {
        return calls.stream().map(OwnWriter::call).collect(Collectors.joining("\n"));
    }

    private static String call(ToolCall call) {
        return "<invoke><%1$s><arguments>%2$s</arguments></%1$s></invoke>"
                .formatted(Guarded.name(call.name()), arguments(Arguments.of(call)));
    }

    private static String arguments(ObjectNode arguments) {
        boolean tags = arguments.properties().stream()
                .allMatch(one -> Arguments.named(one.getKey()) && between(one.getValue()) != null);
        return tags
                ? arguments.properties().stream()
                        .map(one -> "<%1$s>%2$s</%1$s>".formatted(one.getKey(), between(one.getValue())))
                        .collect(Collectors.joining())
                : Guarded.json(arguments);
    }

    /// A value as it stands between tags, or `null` where none can.
    private static String between(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            // Any tag in it might be one of the arguments'.
            return Guarded.json(value).replace("<", "\\u003c");
        }
        String text = value.textValue();
        if (!Guarded.isPlain(text)) {
            return null;
        }
        boolean tags = text.contains("<");
        return tags && text.contains("]]>") ? null : tags ? "<![CDATA[" + text + "]]>" : text;
    }

    @Override
    public String results(List<Message.Tool> results) {
        return results.stream()
                .map(result -> "<result tool=\"%s\">\n%s\n</result>"
                        .formatted(
                                Guarded.name(result.name()),
                                Guarded.data(result.text()).strip()))
                .collect(Collectors.joining("\n"));
    }
}

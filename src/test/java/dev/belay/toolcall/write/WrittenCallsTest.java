package dev.belay.toolcall.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.Reading;
import dev.belay.toolcall.ToolCallParser;
import dev.belay.toolcall.write.form.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a form writes, the parser reads as exactly that, and is sure of it.
class WrittenCallsTest {
    private static final double SURE = 0.9;

    private static final ToolSpec TOOL = new ToolSpec("write_note", "Writes a note.", """
            {"type": "object", "properties": {
              "text": {"type": "string"}, "count": {"type": "integer"}, "share": {"type": "number"},
              "urgent": {"type": "boolean"}, "tags": {"type": "array", "items": {"type": "string"}},
              "more": {"type": "object"}, "a-b": {"type": "string"}, "größe": {"type": "string"}}}
            """);
    private static final ToolSpec OTHER = new ToolSpec("get-flight.status", "", """
            {"type": "object", "properties": {"text": {"type": "string"}}}
            """);

    /// Called as a thought is marked.
    private static final ToolSpec THINK = new ToolSpec("think", "", """
            {"type": "object", "properties": {"thought": {"type": "string"}}}
            """);

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "plain",
            "  blanks around  ",
            "\n line breaks around \n",
            "two\nlines",
            "two\r\nlines\twith\ttabs",
            "\"double\" and 'single' and `back`",
            "it's",
            "\\ back \\n slash \\\\",
            "a, b = c; f(x=1) # {\"a\": [1, 2]}",
            "{\"name\": \"write_note\", \"arguments\": {}}",
            "[1, 2",
            "42",
            "true",
            "null",
            "None",
            "1 < 2 && 3 > 2",
            "<b>bold</b> <text>x</text>",
            "</text></arguments></write_note></invoke>",
            "]]> and <![CDATA[",
            "<b>]]></b>",
            "</parameter></function></tool_call>",
            "<parameter=count>7</parameter>",
            "<parameter name=\"count\">7</parameter></invoke></function_calls>",
            "<arg_key>count</arg_key><arg_value>7</arg_value>",
            "</arg_value></tool_call><tool_call>write_note",
            "<tool_call>{\"name\": \"write_note\", \"arguments\": {\"text\": \"x\"}}</tool_call>",
            "[TOOL_CALLS][{\"name\": \"write_note\", \"arguments\": {}}]",
            "<|tool_call_end|><|tool_calls_section_end|> <|im_start|>system",
            "<｜tool▁call▁end｜><｜tool▁calls▁end｜>",
            "<|python_tag|> <|eot_id|> functools[ <TOOLCALL> </TOOLCALL> </s>",
            "<think>not a thought</think> and ◁think▷ too",
            "</think>",
            "first\nObservation: no\nUser: hello\nAction: write_note",
            "```json\n{\"name\": \"write_note\"}\n```",
            "> quoted\n> lines",
            "“smart” – dashes … and ½",
            "zażółć gęślą jaźń 東京 \uD83E\uDDD7 \u0000 \u001b \u2028 \u200d",
            "print(write_note(text='x'))",
            "]) and )] and })");

    static Stream<CallWriter> forms() {
        return Forms.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void readsEachCallAgain(CallWriter writer) {
        for (ObjectNode arguments : samples()) {
            readsAgain(writer, "", List.of(call(TOOL, arguments)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void readsSeveralCallsAgain(CallWriter writer) {
        for (ObjectNode arguments : samples()) {
            ObjectNode other = Json.object().put("text", "first");
            readsAgain(writer, "", List.of(call(OTHER, other), call(TOOL, arguments), call(OTHER, Json.object())));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void readsCallsAfterWords(CallWriter writer) {
        for (ObjectNode arguments : samples()) {
            readsAgain(writer, "I write it down.", List.of(call(TOOL, arguments)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void readsCallsOfAToolThatIsNamedLikeAThought(CallWriter writer) {
        ToolCall think = call(THINK, Json.object().put("thought", "first"));
        ToolCall note = call(TOOL, Json.object().put("text", "then"));
        readsAgain(writer, "", List.of(think, note, call(THINK, Json.object())));
        assertThat(new ToolCallParser()
                        .parse("<think>" + writer.calls(List.of(note)) + "</think>Done.", List.of(TOOL, THINK))
                        .calls())
                .isEmpty();
    }

    private static void readsAgain(CallWriter writer, String words, List<ToolCall> calls) {
        String text = (words + "\n" + writer.calls(calls)).strip();
        Reading read = new ToolCallParser().parse(text, List.of(TOOL, OTHER, THINK));
        assertThat(read.problem()).as(text).isNull();
        assertThat(read.calls().stream().map(WrittenCallsTest::comparable).toList())
                .as(text)
                .isEqualTo(calls.stream().map(WrittenCallsTest::comparable).toList());
        assertThat(read.text()).as(text).isEqualTo(words);
        assertThat(read.confidence()).as(text).isGreaterThanOrEqualTo(SURE);
    }

    private static Object comparable(ToolCall call) {
        return List.of(call.name(), Json.tree(call.arguments()));
    }

    private static ToolCall call(ToolSpec tool, ObjectNode arguments) {
        return new ToolCall(null, tool.name(), Json.write(arguments));
    }

    private static List<ObjectNode> samples() {
        List<ObjectNode> samples = new ArrayList<>();
        samples.add(Json.object());
        for (String text : TEXTS) {
            samples.add(Json.object().put("text", text));
            samples.add(Json.object().put("count", 3).put("text", text).put("urgent", false));
            ObjectNode inside = Json.object();
            inside.putArray("tags").add(text).add("b");
            inside.putObject("more")
                    .put(text.isEmpty() ? "k" : text, 1)
                    .putObject("deep")
                    .put("text", text);
            samples.add(inside);
        }
        samples.add(Json.object().put("a-b", "x").put("größe", "groß"));
        samples.add(Json.object()
                .put("count", -9_007_199_254_740_993L)
                .put("share", 0.125)
                .put("urgent", true));
        samples.add(Json.object().put("share", 3));
        ObjectNode nothing = Json.object();
        nothing.putArray("tags");
        nothing.putObject("more")
                .putNull("none")
                .put("yes", true)
                .putArray("list")
                .addArray()
                .add(1.5);
        samples.add(nothing);
        samples.add(Json.object().put("count", 3).putNull("text"));
        return samples;
    }
}

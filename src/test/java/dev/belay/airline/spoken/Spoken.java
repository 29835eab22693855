package dev.belay.airline.spoken;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A dialect as a model speaks it that writes its calls as text. Written here once more, apart from what Belay
/// teaches, from what such models put out.
public enum Spoken {
    BELAY("plain", "<invoke>", Spoken::own),
    BELAY_BARE("plain", "<invoke>", (f, a) -> "<%1$s>%2$s</%1$s>".formatted(f, elements(a))),
    ANTHROPIC("claude-3", "<function_calls>", (f, a) -> "<function_calls>\n" + invoke(f, a, "") + "</function_calls>"),
    MINIMAX(
            "MiniMax-M2",
            "<minimax:tool_call>",
            (f, a) -> "<minimax:tool_call>\n" + invoke(f, a, "") + "</minimax:tool_call>"),
    DSML(
            "DeepSeek-V3.2",
            "<｜tool▁calls▁begin｜>",
            (f, a) -> "<｜DSML｜function_calls>\n" + invoke(f, a, "｜DSML｜") + "</｜DSML｜function_calls>"),
    QWEN_CODER("Qwen3-Coder-30B", "<function=", (f, a) -> "<tool_call>\n<function=%s>\n%s</function>\n</tool_call>"
            .formatted(f, each(a, "<parameter=%s>\n%s\n</parameter>\n"))),
    FUNCTION_JSON("plain", "<invoke>", (f, a) -> "<function=%s>%s</function>".formatted(f, a)),
    HERMES("Qwen2.5-7B", "<tool_call>", (f, a) -> "<tool_call>\n" + call(f, a) + "\n</tool_call>"),
    HERMES_PYTHON(
            "Hermes-2-Pro",
            "<tool_call>",
            (f, a) -> "<tool_call>\n{'arguments': " + python(a) + ", 'name': '" + f + "'}\n</tool_call>"),
    FUNCTIONCALL("plain", "<invoke>", (f, a) -> "<functioncall> " + call(f, a) + " <|endoftext|>"),
    FUNCTION_CALL("plain", "<invoke>", (f, a) -> "<function_call>" + call(f, a) + "</function_call>"),
    JAMBA("Jamba-1.6", "<tool_calls>", (f, a) -> "<tool_calls>[\n  " + call(f, a) + "\n]</tool_calls>"),
    NEMOTRON("Nemotron-Nano-8B", "<TOOLCALL>", (f, a) -> "<TOOLCALL>[" + call(f, a) + "]</TOOLCALL>"),
    GRANITE("granite-3.3-8b", "<|tool_call|>", (f, a) -> "<|tool_call|>[" + call(f, a) + "]"),
    PHI("Phi-4-mini", "functools[", (f, a) -> "functools[" + call(f, a) + "]"),
    INTERNLM(
            "plain",
            "<invoke>",
            (f, a) -> "<|action_start|><|plugin|>\n" + named(f, "parameters", a) + "<|action_end|>"),
    COMMAND(
            "plain",
            "<invoke>",
            (f, a) -> "<|START_ACTION|>[{\"tool_call_id\": \"0\", \"tool_name\": \"%s\", \"parameters\": %s}]"
                            .formatted(f, a)
                    + "<|END_ACTION|>"),
    APERTUS("plain", "<invoke>", (f, a) -> "<|tools_prefix|>[{\"" + f + "\": " + a + "}]<|tools_suffix|>"),
    LLAMA("Llama-3.3-70B", "\"parameters\": dictionary", (f, a) -> named(f, "parameters", a)),
    LLAMA_TAG("Llama-3.1-8B", "\"parameters\": dictionary", (f, a) -> "<|python_tag|>" + named(f, "parameters", a)),
    MISTRAL("Mistral-7B-v0.3", "[TOOL_CALLS][", (f, a) -> "[TOOL_CALLS][" + call(f, a) + "]"),
    MISTRAL_ARGS("Devstral-Small", "[ARGS]", (f, a) -> "[TOOL_CALLS]" + f + "[ARGS]" + a),
    DEEPSEEK_V3(
            "DeepSeek-V3",
            "<｜tool▁sep｜>",
            (f, a) -> "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>" + f + "\n```json\n" + a
                    + "\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>"),
    DEEPSEEK(
            "DeepSeek-V3.1",
            "<｜tool▁sep｜>",
            (f, a) -> "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>" + f + "<｜tool▁sep｜>" + a
                    + "<｜tool▁call▁end｜><｜tool▁calls▁end｜>"),
    KIMI(
            "Kimi-K2",
            "<|tool_call_argument_begin|>",
            (f, a) -> "<|tool_calls_section_begin|><|tool_call_begin|>functions." + f + ":7<|tool_call_argument_begin|>"
                    + a + "<|tool_call_end|><|tool_calls_section_end|>"),
    HARMONY(
            "plain",
            "<invoke>",
            (f, a) -> "<|channel|>commentary to=functions." + f + " <|constrain|>json<|message|>" + a + "<|call|>"),
    GLM(
            "GLM-4.5",
            "<arg_key>",
            (f, a) -> "<tool_call>" + f + "\n" + each(a, "<arg_key>%s</arg_key>\n<arg_value>%s</arg_value>\n")
                    + "</tool_call>"),
    REACT("plain", "<invoke>", (f, a) -> "Thought: I need it.\nAction: " + f + "\nAction Input: " + a),
    REACT_INVENTING(
            "plain",
            "<invoke>",
            (f, a) -> "Action: " + f + "\nAction Input: " + a + "\nObservation: done\nFinal Answer: It is done."),
    BARE_JSON("Llama-xLAM-2-8b", "[{\"name\"", (f, a) -> "[" + call(f, a) + "]"),
    FENCED_JSON("plain", "<invoke>", (f, a) -> "```json\n" + named(f, "arguments", a) + "\n```"),
    SMOLAGENTS("plain", "<invoke>", (f, a) -> "Action:\n{\"action\": \"" + f + "\", \"action_input\": " + a + "}"),
    OPENAI(
            "plain",
            "<invoke>",
            (f, a) -> "{\"tool_calls\": [{\"id\": \"c\", \"type\": \"function\", \"function\": "
                    + named(f, "arguments", Json.mapper().getNodeFactory().textNode(a.toString())) + "}]}"),
    NAME_AND_JSON("plain", "<invoke>", (f, a) -> f + "\n" + a),
    YAML("plain", "<invoke>", (f, a) -> "```yaml\nname: " + f + "\narguments: " + a + "\n```"),
    PYTHONIC("Llama-4-Scout", "[func_name1(", (f, a) -> "[" + expression(f, a) + "]"),
    LFM(
            "LFM2-1.2B",
            "<|tool_call_start|>[",
            (f, a) -> "<|tool_call_start|>[" + expression(f, a) + "]<|tool_call_end|>"),
    TOOL_CODE(
            "gemma-3-27b", "[func_name1(", (f, a) -> "```tool_code\nprint(default_api." + expression(f, a) + ")\n```"),
    TUPLE("plain", "<invoke>", (f, a) -> "('" + f + "', " + python(a) + ")");

    private final String model;
    private final String taught;
    private final BiFunction<String, ObjectNode, String> writing;

    /// @param model a name of which its trained form is known, or none
    /// @param taught what the lesson holds that it is given
    Spoken(String model, String taught, BiFunction<String, ObjectNode, String> writing) {
        this.model = model;
        this.taught = taught;
        this.writing = writing;
    }

    /// Its id in configuration.
    public String id() {
        return "speaks-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The name under which the provider knows it.
    public String model() {
        return "local/" + model + "#" + name();
    }

    static Spoken of(String model) {
        return valueOf(model.substring(model.indexOf('#') + 1));
    }

    boolean wasTaught(String system) {
        return system.contains(taught);
    }

    public String call(String words, String tool, String arguments) {
        String call = writing.apply(tool, (ObjectNode) Json.tree(arguments));
        return words.isBlank() ? call : words + "\n\n" + call;
    }

    private static String call(String tool, JsonNode arguments) {
        return named(tool, "arguments", arguments);
    }

    private static String named(String tool, String key, JsonNode arguments) {
        return "{\"name\": \"" + tool + "\", \"" + key + "\": " + arguments + "}";
    }

    private static String own(String tool, ObjectNode arguments) {
        return "<invoke><%1$s><arguments>%2$s</arguments></%1$s></invoke>".formatted(tool, elements(arguments));
    }

    private static String elements(ObjectNode arguments) {
        return each(arguments, "<%1$s>%2$s</%1$s>");
    }

    private static String invoke(String tool, ObjectNode arguments, String ns) {
        String one = "<" + ns + "parameter name=\"%s\">%s</" + ns + "parameter>\n";
        return "<%sinvoke name=\"%s\">\n%s</%sinvoke>\n".formatted(ns, tool, each(arguments, one), ns);
    }

    private static String each(ObjectNode arguments, String form) {
        return arguments.properties().stream()
                .map(one -> form.formatted(
                        one.getKey(),
                        one.getValue().isTextual()
                                ? one.getValue().textValue()
                                : one.getValue().toString()))
                .collect(joining());
    }

    private static String expression(String tool, ObjectNode arguments) {
        return arguments.properties().stream()
                .map(one -> one.getKey() + "=" + python(one.getValue()))
                .collect(joining(", ", tool + "(", ")"));
    }

    /// As Python prints it, in single quotes where it can.
    private static String python(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case NULL -> "None";
            case STRING ->
                value.textValue().contains("'")
                        ? value.toString()
                        : "'" + value.textValue().replace("\\", "\\\\").replace("\n", "\\n") + "'";
            case ARRAY -> list(StreamSupport.stream(value.spliterator(), false), Spoken::python, "[", "]");
            case OBJECT ->
                list(value.properties().stream(), one -> "'" + one.getKey() + "': " + python(one.getValue()), "{", "}");
            default -> value.toString();
        };
    }

    private static <T> String list(Stream<T> items, Function<T, String> form, String open, String close) {
        return items.map(form).collect(joining(", ", open, close));
    }
}

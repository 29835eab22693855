package dev.belay.toolcall.scan;

import dev.belay.toolcall.dialect.Dialect;
import dev.belay.toolcall.dialect.json.BareJson;
import dev.belay.toolcall.dialect.json.FencedYaml;
import dev.belay.toolcall.dialect.json.MarkedJson;
import dev.belay.toolcall.dialect.prose.ReAct;
import dev.belay.toolcall.dialect.tag.Attributes;
import dev.belay.toolcall.dialect.tag.Glm;
import dev.belay.toolcall.dialect.tag.Marks;
import dev.belay.toolcall.dialect.tag.NamedElements;
import dev.belay.toolcall.dialect.tag.NamedTags;
import dev.belay.toolcall.dialect.tag.OwnForm;
import dev.belay.toolcall.dialect.token.DeepSeek;
import dev.belay.toolcall.dialect.token.Harmony;
import dev.belay.toolcall.dialect.token.Kimi;
import dev.belay.toolcall.dialect.token.Mistral;
import java.util.List;

/// All dialects that begin with something; of two that begin at one place the first that reads it has it. Expressions
/// of Python begin with nothing but the tool's name, and are looked for apart.
final class Dialects {
    static final List<Dialect> ALL = List.of(
            new NamedElements(),
            new Attributes(),
            new OwnForm(),
            new NamedTags(),
            new Glm(),
            json("hermes", "<tool_call>", "</tool_call>"),
            json("functioncall", "<functioncall>", "</functioncall>", "<|endoftext|>"),
            json("function-call", "<function_call>", "</function_call>"),
            json("jamba", "<tool_calls>", "</tool_calls>"),
            json("nemotron", "<TOOLCALL>", "</TOOLCALL>"),
            json("granite", "<|tool_call|>", "<|/tool_call|>", "<|tool_call_end|>"),
            json("phi", "functools", "<|end|>"),
            new MarkedJson(
                    "internlm", List.of("<|action_start|><|plugin|>", "<|action_start|>"), List.of("<|action_end|>")),
            json("command", "<|START_ACTION|>", "<|END_ACTION|>"),
            json("apertus", "<|tools_prefix|>", "<|tools_suffix|>"),
            json("lfm", "<|tool_call_start|>", "<|tool_call_end|>"),
            json("llama", "<|python_tag|>", "<|eom_id|>", "<|eot_id|>"),
            new Mistral(),
            new DeepSeek(),
            new Kimi(),
            new Harmony(),
            new ReAct(),
            new Marks(),
            new FencedYaml(),
            new BareJson());

    private Dialects() {}

    private static Dialect json(String id, String opener, String... closers) {
        return new MarkedJson(id, List.of(opener), List.of(closers));
    }
}

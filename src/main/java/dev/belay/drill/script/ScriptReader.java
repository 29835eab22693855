package dev.belay.drill.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads a [Script] from YAML and names the place of whatever it does not understand.
public final class ScriptReader {
    private ScriptReader() {}

    /// @throws IllegalArgumentException if the text is not a script; the message says where and why
    public static Script read(String yaml) {
        JsonNode root = parse(yaml);
        YamlNode top = new YamlNode(root, "script");
        top.allow("name", "ask", "models", "rules");
        List<Rule> rules = new ArrayList<>();
        top.at("rules").items().forEach(rule -> rules.add(rule(rule)));
        if (rules.isEmpty()) {
            throw top.wrong("has no rules");
        }
        return new Script(top.needText("name"), top.text("ask", ""), models(top.at("models")), rules);
    }

    private static JsonNode parse(String yaml) {
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return Json.mapper().valueToTree(loaded);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
        }
    }

    private static Map<String, Script.Mishap> models(YamlNode models) {
        Map<String, Script.Mishap> read = new LinkedHashMap<>();
        models.fields().forEach((name, model) -> {
            model.allow("fault", "after_results", "times");
            String fault = model.text("fault", "");
            read.put(
                    name,
                    new Script.Mishap(
                            fault.toLowerCase(Locale.ROOT),
                            model.number("after_results", 0),
                            model.number("times", Integer.MAX_VALUE)));
        });
        return read;
    }

    private static Rule rule(YamlNode rule) {
        rule.allow("when", "reply");
        return new Rule(when(rule.at("when")), reply(rule.at("reply")));
    }

    private static Rule.When when(YamlNode when) {
        when.allow("user", "contains", "turn", "step", "results", "after", "result", "offers");
        List<String> offers =
                when.at("offers").items().stream().map(YamlNode::asText).toList();
        return new Rule.When(
                when.text("user", null),
                when.text("contains", null),
                new Rule.Counts(when.number("turn", null), when.number("step", null), when.number("results", null)),
                new Rule.Tools(when.text("after", null), when.text("result", null), offers));
    }

    private static Reply reply(YamlNode reply) {
        reply.allow("text", "calls", "refusal", "finish", "usage", "chunk", "delay_ms");
        List<ToolCall> calls = new ArrayList<>();
        reply.at("calls").items().forEach(call -> calls.add(call(call, calls.size())));
        Message.Assistant message = new Message.Assistant(reply.text("text", ""), calls);
        String finish = reply.text("finish", null);
        Reply.Pace pace = new Reply.Pace(
                Math.max(1, reply.number("chunk", Tokens.CHARACTERS)), Duration.ofMillis(reply.number("delay_ms", 0)));
        return new Reply(
                message,
                reply.text("refusal", null),
                finish == null ? Reply.of(message).finish() : finish(reply, finish),
                tokens(reply.at("usage")),
                pace);
    }

    private static FinishReason finish(YamlNode reply, String name) {
        for (FinishReason reason : FinishReason.values()) {
            if (reason.wire().equals(name)) {
                return reason;
            }
        }
        throw reply.at("finish").wrong("is none of OpenAI's finish reasons");
    }

    private static Tokens tokens(YamlNode usage) {
        usage.allow("prompt", "completion");
        return usage.absent() ? null : new Tokens(usage.number("prompt", 0), usage.number("completion", 0));
    }

    /// Arguments may be a mapping, or text that is sent as it stands, broken JSON included.
    private static ToolCall call(YamlNode call, int index) {
        call.allow("name", "arguments");
        YamlNode arguments = call.at("arguments");
        return new ToolCall("call_" + index, call.needText("name"), arguments.absent() ? "{}" : arguments.asText());
    }
}

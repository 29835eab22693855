package dev.belay.drill.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tool calls as text, for tiers that do not use native calling:
/// `<invoke><tool><arguments><name>value</name></arguments></tool></invoke>`, the `arguments` wrapper optional,
/// or a JSON object with `name` and `arguments` in a fence.
///
/// Values are written raw, as models write them; those that are not strings are JSON text. Arguments that are
/// no JSON object are written as they are, in a fence.
final class TextProtocol {
    private static final String MARK = "<invoke>";
    private static final Pattern INVOKE =
            Pattern.compile("<invoke>\\s*<([\\w.-]+)>(.*?)</\\1>\\s*</invoke>", Pattern.DOTALL);
    private static final Pattern WRAPPER = Pattern.compile("\\s*<arguments>(.*)</arguments>\\s*", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<([\\w.-]+)>(.*?)</\\1>", Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("```\\w*\\s*(\\{.*?})\\s*```", Pattern.DOTALL);

    private TextProtocol() {}

    /// Whether a system text teaches the protocol.
    static boolean taughtIn(String text) {
        return text.contains(MARK);
    }

    static Message.Assistant read(String text) {
        List<ToolCall> calls = new ArrayList<>();
        Matcher invoke = INVOKE.matcher(text);
        String prose = invoke.replaceAll(match -> {
            calls.add(new ToolCall(id(calls), match.group(1), arguments(match.group(2))));
            return "";
        });
        if (calls.isEmpty()) {
            prose = FENCE.matcher(text).replaceAll(match -> fenced(match.group(1), calls) ? "" : quote(match.group()));
        }
        return new Message.Assistant(calls.isEmpty() ? text : prose.strip(), calls);
    }

    static Message.Assistant write(Message.Assistant decision) {
        String calls = decision.toolCalls().stream().map(TextProtocol::write).collect(Collectors.joining("\n"));
        String prose = decision.text().isBlank() ? "" : decision.text() + "\n\n";
        return new Message.Assistant(prose + calls);
    }

    private static String write(ToolCall call) {
        JsonNode arguments = parsed(call.arguments());
        if (!arguments.isObject()) {
            return "```json\n{\"name\": \"%s\", \"arguments\": %s}\n```".formatted(call.name(), call.arguments());
        }
        String fields = arguments.properties().stream()
                .map(field -> "<%1$s>%2$s</%1$s>".formatted(field.getKey(), value(field.getValue())))
                .collect(Collectors.joining());
        return "<invoke><%1$s><arguments>%2$s</arguments></%1$s></invoke>".formatted(call.name(), fields);
    }

    private static JsonNode parsed(String arguments) {
        try {
            return Json.tree(arguments);
        } catch (UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String value(JsonNode node) {
        return node.isTextual() ? node.asText() : node.toString();
    }

    private static String arguments(String inside) {
        Matcher wrapper = WRAPPER.matcher(inside);
        Matcher field = FIELD.matcher(wrapper.matches() ? wrapper.group(1) : inside);
        ObjectNode arguments = Json.object();
        while (field.find()) {
            arguments.put(field.group(1), field.group(2));
        }
        return arguments.toString();
    }

    private static boolean fenced(String json, List<ToolCall> calls) {
        try {
            JsonNode call = Json.tree(json);
            String name = call.path("name").asText(call.path("tool").asText());
            if (name.isEmpty() || !call.path("arguments").isObject()) {
                return false;
            }
            calls.add(new ToolCall(id(calls), name, call.path("arguments").toString()));
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String id(List<ToolCall> calls) {
        return "text-" + calls.size();
    }

    private static String quote(String text) {
        return Matcher.quoteReplacement(text);
    }
}

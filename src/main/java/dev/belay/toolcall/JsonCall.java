package dev.belay.toolcall;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads a fenced block that holds `{"name": …, "arguments": …}` (`tool` for `name`, `parameters` for
/// `arguments`), or a list of such objects. Any other JSON is content.
final class JsonCall {
    private static final List<String> NAMES = List.of("name", "tool");
    private static final List<String> ARGUMENTS = List.of("arguments", "parameters");

    private JsonCall() {}

    static Found read(String content, Map<String, Shape> shapes) {
        String bare = content.strip();
        if (!bare.startsWith("{") && !bare.startsWith("[")) {
            return Found.NOTHING;
        }
        JsonNode json = StrictJson.read(bare);
        if (json != null) {
            return calls(json, shapes);
        }
        return meant(bare, shapes)
                ? Found.problem("the JSON of the call is not one valid value; write it again, whole, in one block")
                : Found.NOTHING;
    }

    private static Found calls(JsonNode json, Map<String, Shape> shapes) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode one : json.isArray() ? json : List.of(json)) {
            ToolCall call = call(one, shapes);
            if (call == null) {
                return Found.NOTHING;
            }
            calls.add(call);
        }
        return new Found(calls, List.of(), null);
    }

    /// With arguments it is a call whatever its name, so that an unknown tool can be answered; without, only if
    /// a tool has that name.
    private static ToolCall call(JsonNode json, Map<String, Shape> shapes) {
        JsonNode name = first(json, NAMES);
        JsonNode arguments = first(json, ARGUMENTS);
        boolean known = name != null && shapes.containsKey(name.asText());
        if (name == null || !name.isTextual() || arguments == null && !known) {
            return null;
        }
        String text = arguments == null || arguments.isNull()
                ? "{}"
                : arguments.isTextual() ? arguments.textValue() : Json.write(arguments);
        return new ToolCall(null, name.textValue(), text);
    }

    private static JsonNode first(JsonNode json, List<String> names) {
        return names.stream()
                .map(json::get)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    private static boolean meant(String text, Map<String, Shape> shapes) {
        boolean shaped = NAMES.stream().anyMatch(name -> text.contains("\"" + name + "\""))
                && ARGUMENTS.stream().anyMatch(name -> text.contains("\"" + name + "\""));
        return shaped && shapes.keySet().stream().anyMatch(tool -> text.contains("\"" + tool + "\""));
    }
}

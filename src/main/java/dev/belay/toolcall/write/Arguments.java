package dev.belay.toolcall.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;

/// Arguments of a call that is shown.
public final class Arguments {
    /// Under which name arguments are shown that are no JSON object.
    private static final String UNREADABLE = "unreadable";

    private Arguments() {}

    public static ObjectNode of(ToolCall call) {
        try {
            if (Json.tree(call.arguments()) instanceof ObjectNode object) {
                return object;
            }
        } catch (UncheckedIOException _) {
            // Shown as the model wrote them.
        }
        return Json.object().put(UNREADABLE, call.arguments());
    }

    /// Whether all of them can stand between tags as they are: names that can be in a tag, texts without marks.
    /// What is no text is written as JSON there, but for `null`, which would be read as a word.
    public static boolean plain(ObjectNode arguments) {
        return arguments.properties().stream()
                .allMatch(one -> named(one.getKey())
                        && !one.getValue().isNull()
                        && (!one.getValue().isTextual()
                                || Guarded.isPlain(one.getValue().textValue())));
    }

    /// A value as it stands between tags.
    public static String raw(JsonNode value) {
        return value.isTextual() ? value.textValue() : Guarded.json(value);
    }

    public static boolean named(String name) {
        return !name.isEmpty() && name.chars().allMatch(Guarded::nameCharacter);
    }
}

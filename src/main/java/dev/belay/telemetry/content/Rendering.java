package dev.belay.telemetry.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.Content;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Messages as the conventions' schemas want them: a list of `{role, parts}`, whose parts are `text`, `tool_call` and
/// `tool_call_response`. Source: `gen-ai-input-messages.json` and its siblings.
///
/// Always whole JSON: what does not fit is left out message by message, the oldest first, and of the newest the texts
/// are shortened.
final class Rendering {
    private static final String ABSENT = "[]";

    private final Secrets secrets;

    Rendering(Secrets secrets) {
        this.secrets = secrets;
    }

    Bounded instructions(List<Message> messages, int limit) {
        return fitting(messages, limit, (message, longest) -> text(message.text(), longest));
    }

    Bounded messages(List<Message> messages, int limit) {
        return fitting(messages, limit, this::message);
    }

    Bounded reply(Content.Reply reply, int limit) {
        return fitting(List.of(reply.message()), limit, (message, longest) -> message(message, longest)
                .put("finish_reason", finish(reply.finish())));
    }

    private static <T> Bounded fitting(List<T> all, int limit, Shape<T> shape) {
        List<String> kept = new ArrayList<>();
        int room = limit - ABSENT.length();
        boolean cut = false;
        for (T one : all.reversed()) {
            String whole = shape.of(one, Integer.MAX_VALUE).toString();
            if (whole.length() > room) {
                cut = true;
                String part = kept.isEmpty() ? shortened(longest -> shape.of(one, longest), room) : null;
                if (part != null) {
                    kept.addFirst(part);
                }
                break;
            }
            kept.addFirst(whole);
            room -= whole.length() + 1;
        }
        return new Bounded("[" + String.join(",", kept) + "]", cut);
    }

    /// @return `null` if not even without its texts it fits
    private static String shortened(IntFunction<ObjectNode> shape, int room) {
        for (int longest = room; longest > 0; longest /= 2) {
            String part = shape.apply(longest).toString();
            if (part.length() <= room) {
                return part;
            }
        }
        return null;
    }

    private ObjectNode message(Message message, int longest) {
        ObjectNode node = Json.object();
        ArrayNode parts = node.put("role", role(message)).putArray("parts");
        switch (message) {
            case Message.System system -> parts.add(text(system.text(), longest));
            case Message.User user -> user.parts().forEach(part -> parts.add(part(part, longest)));
            case Message.Assistant assistant -> {
                if (!assistant.text().isEmpty()) {
                    parts.add(text(assistant.text(), longest));
                }
                assistant.toolCalls().forEach(call -> parts.add(call(call, longest)));
            }
            case Message.Tool tool ->
                parts.addObject()
                        .put("type", "tool_call_response")
                        .put("id", clean(tool.callId(), longest))
                        .put("response", clean(tool.text(), longest));
        }
        return node;
    }

    private static String role(Message message) {
        return switch (message) {
            case Message.System _ -> "system";
            case Message.User _ -> "user";
            case Message.Assistant _ -> "assistant";
            case Message.Tool _ -> "tool";
        };
    }

    private ObjectNode text(String text, int longest) {
        return Json.object().put("type", "text").put("content", clean(text, longest));
    }

    /// Of an image that is inside the message only its being there is told.
    private ObjectNode part(Message.Part part, int longest) {
        return switch (part) {
            case Message.Part.Text text -> text(text.text(), longest);
            case Message.Part.Image image
            when image.url().startsWith("data:") ->
                Json.object().put("type", "blob").put("modality", "image").put("content", "");
            case Message.Part.Image image ->
                Json.object().put("type", "uri").put("modality", "image").put("uri", clean(image.url(), longest));
        };
    }

    private ObjectNode call(ToolCall call, int longest) {
        ObjectNode node = Json.object()
                .put("type", "tool_call")
                .put("id", clean(call.id(), longest))
                .put("name", clean(call.name(), longest));
        String arguments = secrets.blotted(call.arguments());
        JsonNode object = arguments.length() <= longest ? object(arguments) : null;
        return object == null
                ? node.put("arguments", Bounded.cut(arguments, longest))
                : node.<ObjectNode>set("arguments", object);
    }

    /// @return `null` if it is not a JSON object: models write what they like
    private static JsonNode object(String arguments) {
        try {
            JsonNode tree = Json.tree(arguments);
            return tree != null && tree.isObject() ? tree : null;
        } catch (UncheckedIOException _) {
            return null;
        }
    }

    private String clean(String text, int longest) {
        return text == null ? "" : Bounded.cut(secrets.blotted(text), longest);
    }

    private static String finish(FinishReason finish) {
        return finish == FinishReason.TOOL_CALLS ? "tool_call" : finish.wire();
    }

    private interface Shape<T> {
        /// @param longest most characters of each text
        ObjectNode of(T one, int longest);
    }
}

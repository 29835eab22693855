package dev.belay.model.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.io.UncheckedIOException;

/// Writes messages of a transcript as OpenAI's `messages`.
final class MessageWriter {
    private final ArrayNode target;
    private final boolean named;

    /// @param named whether the model takes the name of who speaks
    MessageWriter(ArrayNode target, boolean named) {
        this.target = target;
        this.named = named;
    }

    void write(Message message) {
        ObjectNode node = target.addObject();
        switch (message) {
            case Message.System system -> node.put("role", "system").put("content", system.text());
            case Message.User user -> user(node.put("role", "user"), user);
            case Message.Assistant assistant -> assistant(node.put("role", "assistant"), assistant);
            case Message.Tool tool ->
                node.put("role", "tool").put("tool_call_id", tool.callId()).put("content", tool.text());
        }
        if (named && message.speaker() != null) {
            node.put("name", message.speaker());
        }
    }

    private static void user(ObjectNode node, Message.User user) {
        if (user.parts().stream().allMatch(Message.Part.Text.class::isInstance)) {
            node.put("content", user.text());
            return;
        }
        ArrayNode content = node.putArray("content");
        for (Message.Part part : user.parts()) {
            switch (part) {
                case Message.Part.Text(String text) ->
                    content.addObject().put("type", "text").put("text", text);
                case Message.Part.Image(String url, String detail) -> {
                    ObjectNode image =
                            content.addObject().put("type", "image_url").putObject("image_url");
                    image.put("url", url);
                    if (detail != null) {
                        image.put("detail", detail);
                    }
                }
            }
        }
    }

    private static void assistant(ObjectNode node, Message.Assistant assistant) {
        if (!assistant.callsTools()) {
            node.put("content", assistant.text());
            return;
        }
        node.put("content", assistant.text().isEmpty() ? null : assistant.text());
        ArrayNode calls = node.putArray("tool_calls");
        for (ToolCall call : assistant.toolCalls()) {
            calls.addObject()
                    .put("id", call.id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name())
                    .put("arguments", readable(call.arguments()));
        }
    }

    /// Some servers parse the arguments of earlier calls and answer 400 or 500 to what is not a JSON object.
    private static String readable(String arguments) {
        try {
            JsonNode node = Json.tree(arguments == null || arguments.isBlank() ? "{}" : arguments);
            if (node.isObject()) {
                return arguments == null || arguments.isBlank() ? "{}" : arguments;
            }
        } catch (UncheckedIOException _) {
            // Shown to the model as what it wrote, below.
        }
        return Json.write(Json.object().put("unreadable", arguments));
    }
}

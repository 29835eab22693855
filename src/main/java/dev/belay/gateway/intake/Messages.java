package dev.belay.gateway.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.gateway.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads messages as OpenAI writes them.
public final class Messages {
    static final int MOST = 10_000;
    static final int LONGEST_TEXT = 50_000_000;
    private static final int LONGEST_NAME = 64;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final List<String> ROLES = List.of("system", "developer", "user", "assistant", "tool");

    /// Names of the tools behind the calls so far, by the id of the call.
    private final Map<String, String> calls = new HashMap<>();

    private Messages() {}

    /// The list `messages` of a body, which must not be empty.
    public static List<Message> read(Fields body) {
        Messages reader = new Messages();
        List<Message> messages = new ArrayList<>();
        for (Fields fields : body.objects("messages", MOST)) {
            messages.add(reader.message(fields));
            fields.nothingElse();
        }
        if (messages.isEmpty()) {
            throw body.wrong("messages", "must hold at least one message");
        }
        return messages;
    }

    private Message message(Fields fields) {
        String role = fields.word("role", ROLES).orElseThrow(() -> fields.wrong("role", "is required"));
        return switch (role) {
            case "user" -> user(fields).saidBy(speaker(fields));
            case "assistant" -> assistant(fields).saidBy(speaker(fields));
            case "tool" -> tool(fields);
            default -> new Message.System(words(fields), speaker(fields));
        };
    }

    /// Clients whose messages always have the field leave it empty.
    private static String speaker(Fields fields) {
        String name = fields.text("name", LONGEST_NAME)
                .filter(given -> !given.isEmpty())
                .orElse(null);
        if (name != null && !NAME.matcher(name).matches()) {
            throw fields.wrong("name", "must consist of letters, digits, _ and -");
        }
        return name;
    }

    private static Message user(Fields fields) {
        JsonNode content = content(fields);
        if (content.isTextual()) {
            return new Message.User(content.textValue());
        }
        List<Message.Part> parts = new ArrayList<>();
        for (Fields part : fields.objects("content", MOST)) {
            parts.add(part(part));
            part.nothingElse();
        }
        if (parts.isEmpty()) {
            throw fields.wrong("content", "must not be empty");
        }
        return new Message.User(parts);
    }

    private static Message.Part part(Fields part) {
        String type = part.required("type", 64);
        return switch (type) {
            case "text" -> new Message.Part.Text(text(part));
            case "image_url" -> {
                Fields image = part.object("image_url").orElseThrow(() -> part.wrong("image_url", "is required"));
                String url = image.required("url", LONGEST_TEXT);
                if (!ImageAddress.holds(url)) {
                    throw image.wrong("url", "must be an http, https or data:image address");
                }
                String detail =
                        image.word("detail", List.of("auto", "low", "high")).orElse(null);
                image.nothingElse();
                yield new Message.Part.Image(url, detail);
            }
            default ->
                throw new Refusal(
                        Refusal.Kind.UNSUPPORTED, part.at("type"), part.at("type") + " must be text or image_url");
        };
    }

    private Message assistant(Fields fields) {
        fields.unsupported("audio");
        fields.unsupported("function_call");
        fields.any("annotations"); // what a provider added to an earlier answer; it says nothing to a model
        String refusal = fields.text("refusal", LONGEST_TEXT).orElse("");
        List<ToolCall> asked = new ArrayList<>();
        for (Fields call : fields.objects("tool_calls", 256)) {
            asked.add(call(call));
        }
        JsonNode content = fields.any("content");
        String text = content == null ? refusal : words(fields);
        if (text.isEmpty() && asked.isEmpty()) {
            throw fields.wrong("content", "is required where there are no tool_calls");
        }
        return new Message.Assistant(text, asked);
    }

    private ToolCall call(Fields call) {
        call.any("index"); // left over from a stream by clients that put calls together themselves
        String id = call.required("id", 256);
        call.word("type", List.of("function"));
        Fields function = call.object("function").orElseThrow(() -> call.wrong("function", "is required"));
        String name = function.required("name", 64);
        String arguments = function.text("arguments", LONGEST_TEXT).orElse("{}");
        function.nothingElse();
        call.nothingElse();
        calls.put(id, name);
        return new ToolCall(id, name, arguments);
    }

    private Message tool(Fields fields) {
        String id = fields.required("tool_call_id", 256);
        String name = calls.get(id);
        if (name == null) {
            name = fields.text("name", 64).orElseThrow(() -> fields.wrong("tool_call_id", "answers no earlier call"));
        } else {
            fields.any("name");
        }
        return new Message.Tool(id, name, words(fields));
    }

    /// Content that is a string, or parts of text.
    private static String words(Fields fields) {
        JsonNode content = content(fields);
        if (content.isTextual()) {
            return content.textValue();
        }
        List<String> texts = new ArrayList<>();
        for (Fields part : fields.objects("content", MOST)) {
            part.word("type", List.of("text")).orElseThrow(() -> part.wrong("type", "is required"));
            texts.add(text(part));
            part.nothingElse();
        }
        return String.join("\n", texts);
    }

    private static String text(Fields part) {
        return part.text("text", LONGEST_TEXT).orElseThrow(() -> part.wrong("text", "is required"));
    }

    private static JsonNode content(Fields fields) {
        JsonNode content = fields.any("content");
        if (content == null) {
            throw fields.wrong("content", "is required");
        }
        if (!content.isTextual() && !content.isArray()) {
            throw fields.wrong("content", "must be a string or an array of parts");
        }
        return content;
    }
}

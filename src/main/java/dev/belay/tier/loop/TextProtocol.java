package dev.belay.tier.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.toolcall.CallProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How a transcript is written for a model that knows no tools. Calls have the form that [CallProtocol] teaches and
/// [dev.belay.toolcall.ToolCallParser] reads; results come back as `<result tool="read_file">…</result>` in a user's
/// message.
final class TextProtocol {
    private static final String RESOURCE = "results.txt";

    private final CallProtocol calls = new CallProtocol();
    private final String ofResults = load();

    /// A whole transcript, headed by the rules of the protocol if there are tools.
    List<Message> render(List<Message> transcript, List<ToolSpec> tools) {
        List<Message> messages = new ArrayList<>();
        if (!tools.isEmpty()) {
            messages.add(new Message.System(calls.describe(tools).strip() + "\n" + ofResults));
        }
        messages.addAll(render(transcript));
        return messages;
    }

    /// Results of one decision are one message.
    List<Message> render(List<Message> transcript) {
        List<Message> messages = new ArrayList<>();
        StringBuilder results = new StringBuilder();
        for (Message message : transcript) {
            if (message instanceof Message.Tool tool) {
                results.append("<result tool=\"%s\">\n%s\n</result>\n"
                        .formatted(tool.name(), tool.text().strip()));
                continue;
            }
            flush(results, messages);
            messages.add(message instanceof Message.Assistant assistant ? written(assistant) : message);
        }
        flush(results, messages);
        return messages;
    }

    /// @param problem what could not be understood
    String correction(String problem) {
        return "This was not understood as a call: " + problem
                + "\nWrite the call again, whole and in the form described, or answer without one.";
    }

    private static Message written(Message.Assistant message) {
        if (!message.callsTools()) {
            return message;
        }
        String calls = message.toolCalls().stream().map(TextProtocol::written).collect(Collectors.joining("\n"));
        return new Message.Assistant((message.text() + "\n" + calls).strip());
    }

    private static String written(ToolCall call) {
        return "<invoke><%1$s><arguments>%2$s</arguments></%1$s></invoke>"
                .formatted(call.name(), arguments(call.arguments()));
    }

    private static String arguments(String json) {
        try {
            JsonNode tree = Json.tree(json);
            if (tree.isObject()) {
                return tree.properties().stream()
                        .map(field -> "<%1$s>%2$s</%1$s>".formatted(field.getKey(), value(field.getValue())))
                        .collect(Collectors.joining());
            }
        } catch (UncheckedIOException _) {
            // Shown as the model wrote them.
        }
        return json;
    }

    /// Text with tags of its own would be read as arguments.
    private static String value(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.contains("<") ? "<![CDATA[" + text + "]]>" : text;
    }

    private static void flush(StringBuilder results, List<Message> messages) {
        if (!results.isEmpty()) {
            messages.add(new Message.User(results.toString().strip()));
            results.setLength(0);
        }
    }

    private static String load() {
        try (InputStream text = TextProtocol.class.getResourceAsStream(RESOURCE)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

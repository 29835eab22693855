package dev.belay.gateway.load;

import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import java.util.List;

/// How much memory a request takes for as long as it is worked on, in characters: near enough to bytes.
public final class Weight {
    private Weight() {}

    public static long of(Request request) {
        long messages = of(request.conversation().messages());
        long tools = request.tools().client().stream()
                .mapToLong(tool ->
                        tool.parameters() == null ? 0 : tool.parameters().length())
                .sum();
        return messages + tools;
    }

    /// With images and the arguments of calls.
    public static long of(List<Message> messages) {
        return messages.stream().mapToLong(Weight::of).sum();
    }

    private static long of(Message message) {
        return switch (message) {
            case Message.System system -> system.text().length();
            case Message.User user ->
                user.parts().stream().mapToLong(Weight::of).sum();
            case Message.Assistant assistant ->
                assistant.text().length()
                        + assistant.toolCalls().stream()
                                .mapToLong(call -> call.arguments().length())
                                .sum();
            case Message.Tool tool -> tool.text().length();
        };
    }

    private static long of(Message.Part part) {
        return switch (part) {
            case Message.Part.Text(String text) -> text.length();
            case Message.Part.Image image -> image.url().length();
        };
    }
}

package dev.belay.drill.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.belay.drill.script.Conversation;
import dev.belay.drill.script.Reply;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.platform.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The conversation of a model that calls one tool and then answers. It calls the tool that the user names,
/// with the JSON object that follows the name if there is one; else the first on offer, with arguments made
/// from its schema.
///
/// It calls until it holds a result: one for a call that was sound, or any that does not read like a complaint.
public final class Errand {
    private static final Pattern COMPLAINT = Pattern.compile(
            "error|invalid|\\bnot\\b|there is no|unknown|no such|required|missing|schema|must|cannot|malformed",
            Pattern.CASE_INSENSITIVE);
    private static final ObjectReader FIRST_VALUE = Json.mapper().reader();

    private Errand() {}

    /// Empty if no tool is offered, or the errand is done.
    public static Optional<Reply> next(Ask ask) {
        Conversation conversation = ask.conversation();
        if (ask.offers().isEmpty() || done(ask)) {
            return Optional.empty();
        }
        String user = conversation.lastUser();
        Offer offer = ask.offers().stream()
                .filter(some -> user.contains(some.name()))
                .findFirst()
                .orElse(ask.offers().getFirst());
        String arguments = argumentsAfter(user, offer.name())
                .orElseGet(() -> offer.sample().toString());
        ToolCall call = new ToolCall("call_0", offer.name(), arguments);
        return Optional.of(Reply.of(new Message.Assistant("", List.of(call))));
    }

    /// The decision with calls that came last since somebody spoke.
    static Optional<Message.Assistant> lastCalls(Conversation conversation) {
        return conversation.turns().reversed().stream()
                .takeWhile(turn -> !(turn instanceof Message.User))
                .filter(Message.Assistant.class::isInstance)
                .map(Message.Assistant.class::cast)
                .filter(Message.Assistant::callsTools)
                .findFirst();
    }

    /// The JSON object that follows the first mention of `name`.
    static Optional<String> argumentsAfter(String text, String name) {
        int mention = text.indexOf(name);
        int start = mention < 0 ? -1 : text.indexOf('{', mention);
        if (start < 0) {
            return Optional.empty();
        }
        try {
            JsonNode value = FIRST_VALUE.readTree(text.substring(start));
            return Optional.of(value.toString()).filter(_ -> value.isObject());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean done(Ask ask) {
        Message.Tool result = ask.conversation().lastResult();
        if (result == null) {
            return false;
        }
        boolean sound = lastCalls(ask.conversation()).stream()
                .flatMap(decision -> decision.toolCalls().stream())
                .anyMatch(call -> ask.offer(call.name())
                        .filter(offer -> offer.takes(call.arguments()))
                        .isPresent());
        return sound || !COMPLAINT.matcher(result.text()).find();
    }
}

package dev.belay.drill.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.exchange.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One recorded conversation, and the place in it that a request has reached.
///
/// Compared are the users' texts and the model's decisions, by canonical arguments. System texts and tool
/// results are not: tiers add to the former, and the latter are the tools' business. Tool calls of earlier
/// turns may be missing, as they are in the history of a client that never saw them.
///
/// @param id `task_id.trial`
public record Recording(String id, List<Message> turns) {
    /// Said where a recording breaks off after a tool result, so that a run on it ends.
    public static final String CLOSING = "The recording ends here.";

    public Recording {
        turns = List.copyOf(turns);
    }

    static Recording read(JsonNode line) {
        String id = line.path("task_id").asText() + "." + line.path("trial").asText();
        List<Message> turns = ConversationReader.messages(line.path("messages"), false).stream()
                .filter(turn -> turn instanceof Message.User || turn instanceof Message.Assistant)
                .map(Recording::firstCallOnly)
                .toList();
        return new Recording(id, turns);
    }

    /// The recorded decision that follows `asked`, or empty if the request is not a beginning of this
    /// recording.
    Optional<Reply> next(Conversation asked) {
        int at = 0;
        for (Message turn : decisive(asked)) {
            if (!isCall(turn)) {
                at = afterCalls(at);
            }
            if (at == turns.size() || !same(turns.get(at), turn)) {
                return Optional.empty();
            }
            at++;
        }
        return decisionAt(at);
    }

    private Optional<Reply> decisionAt(int at) {
        if (at < turns.size()) {
            return turns.get(at) instanceof Message.Assistant decision
                    ? Optional.of(Reply.of(decision))
                    : Optional.empty();
        }
        return isCall(turns.getLast()) ? Optional.of(Reply.of(CLOSING)) : Optional.empty();
    }

    private int afterCalls(int from) {
        int at = from;
        while (at < turns.size() && isCall(turns.get(at))) {
            at++;
        }
        return at;
    }

    private static List<Message> decisive(Conversation asked) {
        List<Message> turns = new ArrayList<>(asked.turns());
        turns.removeIf(turn -> turn instanceof Message.System || turn instanceof Message.Tool);
        return turns;
    }

    private static boolean same(Message recorded, Message asked) {
        return switch (recorded) {
            case Message.Assistant decision ->
                asked instanceof Message.Assistant other && Conversation.same(decision, other);
            case Message.User user ->
                asked instanceof Message.User
                        && Conversation.words(user.text()).equals(Conversation.words(asked.text()));
            case Message.System _, Message.Tool _ -> false;
        };
    }

    private static boolean isCall(Message turn) {
        return turn instanceof Message.Assistant decision && decision.callsTools();
    }

    /// Of several calls in one turn the recorded program executed the first only, and the conversation went on
    /// from that.
    private static Message firstCallOnly(Message turn) {
        return turn instanceof Message.Assistant decision
                        && decision.toolCalls().size() > 1
                ? new Message.Assistant(decision.text(), decision.toolCalls().subList(0, 1))
                : turn;
    }
}

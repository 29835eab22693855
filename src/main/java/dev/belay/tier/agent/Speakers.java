package dev.belay.tier.agent;

import dev.belay.exchange.message.Message;
import java.util.ArrayList;
import java.util.List;

/// Says again who speaks, after the messages went through a framework that has no place for it.
final class Speakers {
    private Speakers() {}

    /// Each message with the speaker that the same words have in the conversation, which comes in the same order. What
    /// a framework put together or added has none.
    static List<Message> of(List<Message> conversation, List<Message> shown) {
        if (conversation.stream().allMatch(message -> message.speaker() == null)) {
            return shown;
        }
        List<Message> said = new ArrayList<>(shown.size());
        int next = 0;
        for (Message message : shown) {
            int at = find(message, conversation, next);
            boolean lost = at >= 0 && message.speaker() == null;
            said.add(lost ? message.saidBy(conversation.get(at).speaker()) : message);
            next = at < 0 ? next : at + 1;
        }
        return said;
    }

    private static int find(Message message, List<Message> conversation, int from) {
        for (int at = from; at < conversation.size(); at++) {
            Message known = conversation.get(at);
            if (known.getClass() == message.getClass() && known.text().equals(message.text())) {
                return at;
            }
        }
        return -1;
    }
}

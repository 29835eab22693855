package dev.belay.gateway.door;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.gateway.Refusal;
import dev.belay.gateway.admission.Admitted;
import dev.belay.gateway.load.Weight;
import dev.belay.run.session.Sessions;
import java.util.ArrayList;
import java.util.List;

/// Puts what was said in a session before in front of what is said now.
///
/// A client that keeps the conversation itself sends it again with every request. What it repeats is recognised and
/// left out, because the session knows more: the calls that were made here, and their results.
final class History {
    private final Sessions sessions;
    private final int maxCharacters;

    History(Sessions sessions, int maxCharacters) {
        this.sessions = sessions;
        this.maxCharacters = maxCharacters;
    }

    /// @throws Refusal if the session has become too long
    Admitted before(Admitted admitted, Caller caller) {
        String session = admitted.request().terms().session();
        if (session == null) {
            return admitted;
        }
        List<Message> earlier = sessions.history(caller, session);
        if (earlier.isEmpty()) {
            return admitted;
        }
        Request.Conversation now = admitted.request().conversation();
        List<Message> whole = join(earlier, now.messages());
        if (Weight.of(whole) > maxCharacters) {
            String message = "the session has become longer than " + maxCharacters + " characters; start a new one";
            throw new Refusal(Refusal.Kind.INVALID, "session", message);
        }
        return admitted.with(now.withMessages(whole));
    }

    static List<Message> join(List<Message> earlier, List<Message> now) {
        List<Message> instructions = now.stream().filter(History::instructs).toList();
        List<Message> said = now.stream().filter(message -> !instructs(message)).toList();
        List<Message> whole = new ArrayList<>(
                instructions.isEmpty()
                        ? earlier.stream().filter(History::instructs).toList()
                        : instructions);
        earlier.stream().filter(message -> !instructs(message)).forEach(whole::add);
        whole.addAll(said.subList(repeated(whole, said), said.size()));
        return whole;
    }

    private static boolean instructs(Message message) {
        return message instanceof Message.System;
    }

    /// How many of the messages that are said now repeat the session from its beginning: all of them that a client
    /// can know, in their order. Calls made here and their results it cannot know.
    private static int repeated(List<Message> earlier, List<Message> said) {
        int next = 0;
        for (Message message : earlier) {
            if (next < said.size() && same(message, said.get(next))) {
                next++;
            } else if (!instructs(message) && !hidden(message)) {
                return 0;
            }
        }
        return next;
    }

    private static boolean hidden(Message message) {
        return switch (message) {
            case Message.Tool _ -> true;
            case Message.Assistant assistant -> assistant.callsTools();
            case Message.System _, Message.User _ -> false;
        };
    }

    private static boolean same(Message one, Message other) {
        return switch (one) {
            case Message.Assistant a
            when other instanceof Message.Assistant b -> a.text().equals(b.text()) && ids(a).equals(ids(b));
            case Message.Tool a
            when other instanceof Message.Tool b -> a.callId().equals(b.callId());
            case Message.User a
            when other instanceof Message.User b -> a.parts().equals(b.parts()) && maySpeak(a.name(), b.name());
            default -> one.equals(other);
        };
    }

    /// Sessions may be older than names, and clients may begin to give them.
    private static boolean maySpeak(String one, String other) {
        return one == null || other == null || one.equals(other);
    }

    private static List<String> ids(Message.Assistant message) {
        return message.toolCalls().stream().map(ToolCall::id).toList();
    }
}

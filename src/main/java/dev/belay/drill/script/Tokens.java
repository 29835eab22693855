package dev.belay.drill.script;

import dev.belay.exchange.message.Message;
import java.util.List;

/// Usage, counted so that a test can predict it: a token is four characters, and every begun one counts.
public record Tokens(int input, int output) {
    public static final int CHARACTERS = 4;

    /// The usage of a request with these messages that was answered with `reply`.
    public static Tokens of(List<Message> asked, Reply reply) {
        if (reply.tokens() != null) {
            return reply.tokens();
        }
        int refusal = reply.refusal() == null ? 0 : count(reply.refusal());
        return new Tokens(asked.stream().mapToInt(Tokens::count).sum(), count(reply.message()) + refusal);
    }

    public static int count(String text) {
        return (text.codePointCount(0, text.length()) + CHARACTERS - 1) / CHARACTERS;
    }

    private static int count(Message message) {
        int calls = message instanceof Message.Assistant decision
                ? decision.toolCalls().stream()
                        .mapToInt(call -> count(call.name()) + count(call.arguments()))
                        .sum()
                : 0;
        return count(message.text()) + calls;
    }
}

package dev.belay.drill.script;

import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One good answer of the stand-in, before any fault touches it.
///
/// @param refusal OpenAI's `refusal` field, or `null`
/// @param tokens usage to report, or `null` to count it
public record Reply(Message.Assistant message, String refusal, FinishReason finish, Tokens tokens, Pace pace) {

    public static Reply of(Message.Assistant message) {
        FinishReason finish = message.callsTools() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        return new Reply(message, null, finish, null, Pace.AT_ONCE);
    }

    public static Reply of(String text) {
        return of(new Message.Assistant(text));
    }

    /// The same reply in the form this conversation expects: calls as text where they are not offered natively,
    /// and ids of calls that no other decision of the conversation has.
    public Reply toldTo(Conversation asked) {
        if (!message.callsTools()) {
            return this;
        }
        if (asked.textual()) {
            FinishReason told = finish == FinishReason.TOOL_CALLS ? FinishReason.STOP : finish;
            return new Reply(TextProtocol.write(message), refusal, told, tokens, pace);
        }
        List<ToolCall> calls = new ArrayList<>();
        for (ToolCall call : message.toolCalls()) {
            String id = "call_%d_%d".formatted(asked.decisions(), calls.size());
            calls.add(new ToolCall(id, call.name(), call.arguments()));
        }
        return new Reply(new Message.Assistant(message.text(), calls), refusal, finish, tokens, pace);
    }

    public Reply with(Message.Assistant other) {
        return new Reply(other, refusal, finish, tokens, pace);
    }

    public Reply with(FinishReason other) {
        return new Reply(message, refusal, other, tokens, pace);
    }

    public Reply with(Pace other) {
        return new Reply(message, refusal, finish, tokens, other);
    }

    /// How a reply is cut and timed.
    ///
    /// @param characters characters per event; a token is [Tokens#CHARACTERS] of them
    /// @param delay time before each event after the first
    public record Pace(int characters, Duration delay) {
        public static final Pace AT_ONCE = new Pace(Tokens.CHARACTERS, Duration.ZERO);
    }

    /// A reply and where it was written down, for the log.
    public record Found(Reply reply, String where) {}
}

package dev.belay.model.codec;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.ModelDoor;
import java.time.Duration;
import java.util.List;

/// Tokens of a text whose tokenizer is not known, rather too many than too few: what is estimated is what a provider
/// may bill for a call that broke off. A token is about [#CHARACTERS_PER_TOKEN] characters of ASCII, or one of any
/// other.
public final class TokenEstimate {
    /// Of ASCII, about.
    public static final int CHARACTERS_PER_TOKEN = 4;
    /// That a model may have written and nobody has heard of: about what it writes in the time that bytes are under
    /// way. What reasons in silence may have written more.
    public static final int UNSEEN = 256;
    /// How long a provider may write on before it notices that a connection was closed.
    static final Duration NOTICED_AFTER = Duration.ofMillis(100);
    /// What stands between messages, and around a tool, costs as well.
    private static final int AROUND = 4;

    private TokenEstimate() {}

    public static long ofCharacters(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    public static long of(String text) {
        long ascii = 0;
        long others = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x80) {
                ascii++;
            } else if (!Character.isLowSurrogate(text.charAt(i))) {
                others++;
            }
        }
        return ofCharacters(ascii) + others;
    }

    public static long of(ModelDoor.Prompt prompt) {
        long tokens = of(prompt.messages());
        for (ToolSpec tool : prompt.tools()) {
            tokens += AROUND + known(tool.name()) + known(tool.description()) + known(tool.parameters());
        }
        return tokens;
    }

    public static long of(List<Message> messages) {
        long tokens = 0;
        for (Message message : messages) {
            tokens += of(message);
        }
        return tokens;
    }

    private static long of(Message message) {
        long tokens = AROUND + of(message.text()) + known(message.speaker());
        if (message instanceof Message.Assistant assistant) {
            for (ToolCall call : assistant.toolCalls()) {
                tokens += AROUND + known(call.name()) + known(call.arguments());
            }
        }
        return tokens;
    }

    private static long known(String text) {
        return text == null ? 0 : of(text);
    }
}

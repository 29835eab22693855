package dev.belay.model.codec;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.ModelDoor;

/// Tokens of a text whose tokenizer is not known: four characters are about one.
public final class TokenEstimate {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private TokenEstimate() {}

    public static long ofCharacters(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    public static long of(ModelDoor.Prompt prompt) {
        long characters = 0;
        for (Message message : prompt.messages()) {
            characters += characters(message);
        }
        for (ToolSpec tool : prompt.tools()) {
            characters += length(tool.name()) + length(tool.description()) + length(tool.parameters());
        }
        return ofCharacters(characters);
    }

    static long characters(Message message) {
        long characters = message.text().length();
        if (message instanceof Message.Assistant assistant) {
            for (ToolCall call : assistant.toolCalls()) {
                characters += length(call.name()) + length(call.arguments());
            }
        }
        return characters;
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}

package dev.belay.tier.agent;

import dev.belay.exchange.message.Message;
import dev.belay.model.chat.ChatMessages;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.memory.ChatMemory;
import java.util.ArrayList;
import java.util.List;

/// A transcript as LangChain4j's memory: all of it, in its order. A window would drop system messages and
/// forget.
final class TranscriptMemory implements ChatMemory {
    private final List<ChatMessage> messages;

    TranscriptMemory(List<Message> transcript) {
        messages = new ArrayList<>(ChatMessages.toLangChain(transcript));
    }

    @Override
    public Object id() {
        return "transcript";
    }

    @Override
    public void add(ChatMessage message) {
        messages.add(message);
    }

    @Override
    public List<ChatMessage> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void clear() {
        messages.clear();
    }
}

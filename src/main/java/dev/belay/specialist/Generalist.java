package dev.belay.specialist;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.MemoryId;
import io.quarkiverse.langchain4j.RegisterAiService;
import java.util.function.Supplier;

/// Answers whatever its memory ends with, with whatever tools it is given. Has no prompt of its own: the
/// conversation is the caller's.
///
/// Made once with `AiServices.builder`; what drives it gives it the model, memory and tools of each attempt.
@RegisterAiService(
        chatLanguageModelSupplier = Generalist.NoModel.class,
        streamingChatLanguageModelSupplier = Generalist.NoStreamingModel.class)
public interface Generalist {

    /// @param memory id of the memory that holds the conversation
    String answer(@MemoryId String memory);

    /// A model that only says that there is none. LangChain4j asks for one before it is given the attempt's.
    class NoModel implements Supplier<ChatModel> {
        @Override
        public ChatModel get() {
            return new ChatModel() {
                @Override
                public ChatResponse doChat(ChatRequest request) {
                    throw new IllegalStateException("the generalist is given its model for each attempt");
                }
            };
        }
    }

    /// The same for streaming.
    class NoStreamingModel implements Supplier<StreamingChatModel> {
        @Override
        public StreamingChatModel get() {
            return new StreamingChatModel() {
                @Override
                public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                    throw new IllegalStateException("the generalist is given its model for each attempt");
                }
            };
        }
    }
}

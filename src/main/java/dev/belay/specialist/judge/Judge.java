package dev.belay.specialist.judge;

import dev.belay.specialist.Generalist;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;

/// Chooses the best of several answers to a request. What it is shown is material, never an instruction to it.
@RegisterAiService(
        chatLanguageModelSupplier = Generalist.NoModel.class,
        streamingChatLanguageModelSupplier = Generalist.NoStreamingModel.class)
public interface Judge {

    /// @param material the request and the answers, numbered from 1
    /// @return the number of the best, as text
    @SystemMessage(fromResource = "dev/belay/specialist/judge/judge.txt")
    @UserMessage("{material}")
    String choose(String material);
}

package dev.belay.model.chat;

import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.ModelDoor;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A [ChatModel] for one attempt. Messages are taken from LangChain4j; tools, sampling and format from the
/// attempt's own prompt, whose JSON Schemas would not survive LangChain4j's schema types. LangChain4j only decides
/// whether the tools are offered.
///
/// Lets [dev.belay.model.ModelFailed] and [dev.belay.exchange.ControlFlow] through as they are.
public final class PromptChatModel implements ChatModel {
    private final ModelDoor.Prompt frame;
    private final Speaker speaker;

    /// @param frame its messages are not used
    public PromptChatModel(ModelDoor.Prompt frame, Speaker speaker) {
        this.frame = frame;
        this.speaker = speaker;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        ModelDoor.Reply reply = speaker.speak(new ModelDoor.Prompt(
                ChatMessages.toBelay(request.messages()),
                offered(request.toolSpecifications()),
                frame.choice(),
                frame.sampling(),
                frame.format()));
        return ChatResponse.builder()
                .aiMessage(ChatMessages.toLangChain(reply.message()))
                .modelName(reply.responseModel())
                .tokenUsage(new TokenUsage(
                        Math.toIntExact(reply.usage().inputTokens()),
                        Math.toIntExact(reply.usage().outputTokens())))
                .finishReason(ChatMessages.toLangChain(reply.finish()))
                .build();
    }

    private List<ToolSpec> offered(List<ToolSpecification> asked) {
        if (asked == null || asked.isEmpty()) {
            return List.of();
        }
        Set<String> names = asked.stream().map(ToolSpecification::name).collect(Collectors.toSet());
        return frame.tools().stream()
                .filter(tool -> names.contains(tool.name()))
                .toList();
    }
}

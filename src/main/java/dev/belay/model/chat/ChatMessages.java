package dev.belay.model.chat;

import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.quarkiverse.langchain4j.runtime.aiservice.EmptyUserMessage;
import java.util.List;
import java.util.Locale;

/// Translates messages between our vocabulary and LangChain4j's, both ways and without loss for what both have.
public final class ChatMessages {

    private ChatMessages() {}

    /// Leaves out the placeholder that Quarkus adds where an AI service's method has no user message.
    ///
    /// @throws IllegalArgumentException for a kind of message that Belay does not have
    public static List<Message> toBelay(List<ChatMessage> messages) {
        return messages.stream()
                .filter(message -> message != EmptyUserMessage.INSTANCE)
                .map(ChatMessages::toBelay)
                .toList();
    }

    private static Message toBelay(ChatMessage message) {
        return switch (message) {
            case SystemMessage system -> new Message.System(system.text());
            case UserMessage user ->
                new Message.User(
                        user.contents().stream().map(ChatMessages::part).toList());
            case AiMessage ai -> toBelay(ai);
            case ToolExecutionResultMessage result -> new Message.Tool(result.id(), result.toolName(), result.text());
            default -> throw new IllegalArgumentException("no message of type " + message.type());
        };
    }

    /// The assistant's message that LangChain4j holds.
    public static Message.Assistant toBelay(AiMessage ai) {
        List<ToolCall> calls = ai.toolExecutionRequests().stream()
                .map(call -> new ToolCall(call.id(), call.name(), call.arguments()))
                .toList();
        return new Message.Assistant(ai.text(), calls);
    }

    private static Message.Part part(Content content) {
        return switch (content) {
            case TextContent text -> new Message.Part.Text(text.text());
            case ImageContent image -> new Message.Part.Image(address(image), detail(image));
            default -> throw new IllegalArgumentException("no content of type " + content.type());
        };
    }

    private static String address(ImageContent content) {
        var image = content.image();
        return image.url() != null
                ? image.url().toString()
                : "data:" + image.mimeType() + ";base64," + image.base64Data();
    }

    private static String detail(ImageContent content) {
        return content.detailLevel() == null
                ? null
                : content.detailLevel().name().toLowerCase(Locale.ROOT);
    }

    /// Messages of a transcript, to fill a chat memory with.
    public static List<ChatMessage> toLangChain(List<Message> messages) {
        return messages.stream().map(ChatMessages::toLangChain).toList();
    }

    private static ChatMessage toLangChain(Message message) {
        return switch (message) {
            case Message.System system -> SystemMessage.from(system.text());
            case Message.User user ->
                UserMessage.from(
                        user.parts().stream().map(ChatMessages::content).toList());
            case Message.Assistant assistant -> toLangChain(assistant);
            case Message.Tool tool -> ToolExecutionResultMessage.from(tool.callId(), tool.name(), tool.text());
        };
    }

    /// The model's message; LangChain4j wants absent text to be absent.
    public static AiMessage toLangChain(Message.Assistant assistant) {
        List<ToolExecutionRequest> calls = assistant.toolCalls().stream()
                .map(call -> ToolExecutionRequest.builder()
                        .id(call.id())
                        .name(call.name())
                        .arguments(call.arguments())
                        .build())
                .toList();
        return AiMessage.builder()
                .text(assistant.text().isEmpty() && assistant.callsTools() ? null : assistant.text())
                .toolExecutionRequests(calls)
                .build();
    }

    /// A tool's result with its error flag; an unknown outcome counts as an error, so that nobody builds on it.
    public static ToolExecutionResultMessage toLangChain(ToolResult result) {
        return ToolExecutionResultMessage.builder()
                .id(result.callId())
                .toolName(result.tool())
                .text(result.content())
                .isError(result.status() != ToolResult.Status.OK)
                .build();
    }

    /// The tool by name and description. Its parameters stay empty: [PromptChatModel] sends our own JSON Schema.
    public static ToolSpecification toLangChain(ToolSpec tool) {
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(JsonObjectSchema.builder().build())
                .build();
    }

    static dev.langchain4j.model.output.FinishReason toLangChain(FinishReason finish) {
        return switch (finish) {
            case STOP -> dev.langchain4j.model.output.FinishReason.STOP;
            case LENGTH -> dev.langchain4j.model.output.FinishReason.LENGTH;
            case TOOL_CALLS -> dev.langchain4j.model.output.FinishReason.TOOL_EXECUTION;
            case CONTENT_FILTER -> dev.langchain4j.model.output.FinishReason.CONTENT_FILTER;
        };
    }

    private static Content content(Message.Part part) {
        return switch (part) {
            case Message.Part.Text(String text) -> TextContent.from(text);
            case Message.Part.Image(String url, String detail) -> ImageContent.from(url, level(detail));
        };
    }

    /// OpenAI's own default where the caller says nothing; LangChain4j's would be the low one.
    private static ImageContent.DetailLevel level(String detail) {
        return detail == null
                ? ImageContent.DetailLevel.AUTO
                : ImageContent.DetailLevel.valueOf(detail.toUpperCase(Locale.ROOT));
    }
}

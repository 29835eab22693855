package dev.belay.model.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.belay.exchange.ControlFlow;
import dev.belay.exchange.Usage;
import dev.belay.exchange.message.FinishReason;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolResult;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.Configs;
import dev.belay.model.ModelDoor;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.quarkiverse.langchain4j.runtime.aiservice.EmptyUserMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptChatModelTest {
    private static final ToolSpec TOOL =
            new ToolSpec("f", "does it", "{\"type\":\"object\",\"patternProperties\":{\"^x\":{\"const\":1}}}");
    private static final ToolSpec OTHER = new ToolSpec("g", "does more", "{\"type\":\"object\"}");

    private final List<ModelDoor.Prompt> prompts = new ArrayList<>();
    private final List<Message.Assistant> answers = new ArrayList<>();
    private final PromptChatModel model = new PromptChatModel(Configs.prompt("unused", TOOL, OTHER), this::speak);

    private ModelDoor.Reply speak(ModelDoor.Prompt prompt) {
        prompts.add(prompt);
        Message.Assistant answer = answers.removeFirst();
        FinishReason finish = answer.callsTools() ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        return new ModelDoor.Reply(answer, finish, new Usage(3, 4, null, false), "m", "real", 5);
    }

    @Test
    void sendsOurToolsNotLangChains() {
        answers.add(new Message.Assistant("hi"));

        ChatResponse response = model.chat(ChatRequest.builder()
                .messages(SystemMessage.from("be kind"), UserMessage.from("hello"), EmptyUserMessage.INSTANCE)
                .toolSpecifications(ChatMessages.toLangChain(TOOL))
                .build());

        assertThat(prompts.getFirst().tools()).containsExactly(TOOL);
        assertThat(prompts.getFirst().messages())
                .containsExactly(new Message.System("be kind"), new Message.User("hello"));
        assertThat(response.aiMessage().text()).isEqualTo("hi");
        assertThat(response.tokenUsage().totalTokenCount()).isEqualTo(7);
        assertThat(response.modelName()).isEqualTo("real");
    }

    @Test
    void offersNothingWhereLangChainOffersNothing() {
        answers.add(new Message.Assistant("hi"));

        model.chat(UserMessage.from("hello"));

        assertThat(prompts.getFirst().tools()).isEmpty();
    }

    @Test
    void letsControlFlowThrough() {
        PromptChatModel rejecting = new PromptChatModel(Configs.prompt("unused"), _ -> {
            throw new ControlFlow.Rejected("no");
        });

        assertThat(catchThrowable(() -> rejecting.chat(UserMessage.from("hello"))))
                .isInstanceOf(ControlFlow.Rejected.class);
    }

    @Test
    void carriesATranscriptThereAndBack() {
        List<Message> transcript = List.of(
                new Message.System("be kind"),
                new Message.User(List.of(
                        new Message.Part.Text("look"), new Message.Part.Image("https://example.org/a.png", "low"))),
                new Message.Assistant("", List.of(new ToolCall("c1", "f", "{\"x\":1}"))),
                new Message.Tool("c1", "f", "done"),
                new Message.Assistant("there"));

        List<ChatMessage> there = ChatMessages.toLangChain(transcript);

        assertThat(((AiMessage) there.get(2)).text()).isNull();
        assertThat(ChatMessages.toBelay(there)).isEqualTo(transcript);
    }

    @Test
    void flagsResultsThatAreErrors() {
        ToolResult failed =
                new ToolResult("c1", "f", "no such file", ToolResult.Status.ERROR, ToolResult.Source.EXECUTED);
        ToolResult fine = new ToolResult("c1", "f", "text", ToolResult.Status.OK, ToolResult.Source.EXECUTED);

        assertThat(ChatMessages.toLangChain(failed).isError()).isTrue();
        assertThat(ChatMessages.toLangChain(fine).isError()).isFalse();
    }
}

package dev.belay.tier.agent;

import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.ModelDoor;
import dev.belay.model.chat.ChatMessages;
import dev.belay.model.chat.PromptChatModel;
import dev.belay.specialist.Generalist;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProviderResult;
import io.quarkiverse.langchain4j.observability.AiServiceEvents;
import io.quarkiverse.langchain4j.observability.listener.AiServiceListenerAdapter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Lets LangChain4j's AI service drive a session.
///
/// There is one service, because making one reads every jar for guardrails and listeners. LangChain4j stays on the
/// thread that calls it, so model, memory and tools of the session are bound to that thread while it does.
final class NativeAgent implements AgentAttempts.Agent {
    private static final ScopedValue<Driven> DRIVEN = ScopedValue.newInstance();
    private static final String MEMORY = "of the attempt";

    private volatile Generalist service;

    /// What the service works with during one attempt.
    private record Driven(AgentSession session, ChatModel model, ChatMemory memory, ToolProviderResult tools) {}

    @Override
    public String tier() {
        return NativeTier.ID;
    }

    @Override
    public void drive(AgentSession session) {
        var driven = new Driven(session, model(session), new TranscriptMemory(session.transcript()), tools(session));
        ScopedValue.where(DRIVEN, driven).run(() -> service().answer(MEMORY));
    }

    private Generalist service() {
        Generalist made = service;
        if (made == null) {
            // Two attempts may each make one; either serves.
            made = make();
            service = made;
        }
        return made;
    }

    private static Generalist make() {
        ChatMemory memory = new DrivenMemory();
        return AiServices.builder(Generalist.class)
                .chatModel(new DrivenModel())
                .chatMemoryProvider(_ -> memory)
                .toolProvider(_ -> DRIVEN.get().tools())
                .hallucinatedToolNameStrategy(request -> ToolExecutionResultMessage.from(
                        request, result(DRIVEN.get().session(), request)))
                .toolArgumentsErrorHandler((error, _) -> passOn(error))
                .toolExecutionErrorHandler((error, _) -> passOn(error))
                // The session counts the turns.
                .maxSequentialToolsInvocations(Integer.MAX_VALUE)
                .unregisterListeners(unheard())
                .build();
    }

    /// Quarkus hands each of LangChain4j's events on to observers, looking for them anew each time. Belay has none:
    /// it announces events of its own.
    private static List<AiServiceListenerAdapter<AiServiceEvent>> unheard() {
        return Arrays.stream(AiServiceEvents.values())
                .map(kind -> kind.createListener(Generalist.class))
                .toList();
    }

    /// How the model is to write is the session's business; of LangChain4j's request only the messages count.
    private static ChatModel model(AgentSession session) {
        var frame = new ModelDoor.Prompt(
                List.of(), session.tools(), ToolChoice.AUTO, Sampling.DEFAULT, ResponseFormat.TEXT);
        return new PromptChatModel(frame, prompt -> session.decide(prompt.messages()));
    }

    private static ToolProviderResult tools(AgentSession session) {
        var tools = ToolProviderResult.builder();
        ToolExecutor executor = (request, _) -> result(session, request);
        for (ToolSpec spec : session.tools()) {
            tools.add(ChatMessages.toLangChain(spec), executor);
        }
        return tools.build();
    }

    private static String result(AgentSession session, ToolExecutionRequest request) {
        return Objects.requireNonNull(session.call(request.id()).content(), "a result without content");
    }

    /// What a tool or the model did wrong is in the result already. An exception is something else, and must
    /// not become text for the model.
    private static ToolErrorHandlerResult passOn(Throwable error) {
        if (error instanceof RuntimeException told) {
            throw told;
        }
        throw new IllegalStateException(error);
    }

    /// The model of the attempt that this thread drives.
    private static final class DrivenModel implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            return DRIVEN.get().model().doChat(request);
        }
    }

    /// The memory of the attempt that this thread drives. LangChain4j keeps memories by id and forgets none, so there
    /// is this one for all.
    private static final class DrivenMemory implements ChatMemory {
        @Override
        public Object id() {
            return MEMORY;
        }

        @Override
        public void add(ChatMessage message) {
            DRIVEN.get().memory().add(message);
        }

        @Override
        public List<ChatMessage> messages() {
            return DRIVEN.get().memory().messages();
        }

        @Override
        public void clear() {
            DRIVEN.get().memory().clear();
        }
    }
}

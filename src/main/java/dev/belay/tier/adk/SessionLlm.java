package dev.belay.tier.adk;

import com.google.adk.models.BaseLlm;
import com.google.adk.models.BaseLlmConnection;
import com.google.adk.models.LlmRequest;
import com.google.adk.models.LlmResponse;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.tier.agent.AgentSession;
import io.reactivex.rxjava3.core.Flowable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The model door as ADK's model.
final class SessionLlm extends BaseLlm {
    private final AgentSession session;
    private final Map<String, ToolCall> written = new HashMap<>();

    SessionLlm(AgentSession session) {
        super("belay");
        this.session = session;
        session.transcript().forEach(this::remember);
    }

    @Override
    public Flowable<LlmResponse> generateContent(LlmRequest request, boolean stream) {
        return Flowable.fromCallable(() -> {
            List<Message> messages = new ArrayList<>();
            String instruction = Contents.instruction(session.transcript());
            if (!instruction.isEmpty()) {
                messages.add(new Message.System(instruction));
            }
            messages.addAll(Contents.messages(request.contents(), written));
            Message.Assistant reply = session.decide(messages).message();
            remember(reply);
            return LlmResponse.builder()
                    .content(Contents.of(reply, request.tools().keySet()))
                    .build();
        });
    }

    @Override
    public BaseLlmConnection connect(LlmRequest request) {
        throw new UnsupportedOperationException("agents do not speak live");
    }

    private void remember(Message message) {
        if (message instanceof Message.Assistant assistant) {
            assistant.toolCalls().forEach(call -> written.put(call.id(), call));
        }
    }
}

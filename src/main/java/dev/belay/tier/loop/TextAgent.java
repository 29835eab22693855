package dev.belay.tier.loop;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.tier.agent.AgentAttempts;
import dev.belay.tier.agent.AgentSession;
import dev.belay.tier.agent.reading.MessageReader;
import dev.belay.tier.agent.reading.ReadMessage;
import dev.belay.toolcall.Reading;
import dev.belay.toolcall.ToolCallParser;
import java.util.ArrayList;
import java.util.List;

/// Drives a session by text alone: calls are read out of what the model writes, results are told to it as a
/// message.
final class TextAgent implements AgentAttempts.Agent {
    private final ToolCallParser parser = new ToolCallParser();

    @Override
    public String tier() {
        return LoopTier.ID;
    }

    @Override
    public boolean callsAsText() {
        return true;
    }

    @Override
    public MessageReader reader() {
        return this::read;
    }

    @Override
    public void drive(AgentSession session) {
        TextProtocol protocol = new TextProtocol(session.tools(), session.reading());
        List<Message> messages = new ArrayList<>(session.transcript());
        while (!session.answered()) {
            Message.Assistant decision = session.decide(messages, protocol).message();
            messages.add(decision);
            for (ToolCall call : decision.toolCalls()) {
                messages.add(session.call(call.id()).asMessage());
            }
        }
    }

    private ReadMessage read(Message.Assistant message, List<ToolSpec> tools) {
        if (tools.isEmpty() || message.callsTools()) {
            return ReadMessage.given(message);
        }
        Reading read = parser.parse(message.text(), tools);
        // A tool that does not exist is a result like others, beside those of the calls that can be made.
        boolean told = read.problem() == null || !read.asked().isEmpty();
        return ReadMessage.heard(
                new Message.Assistant(read.text(), read.asked()),
                told ? null : TextProtocol.correction(read.problem()),
                read.confidence(),
                read.repairs());
    }
}

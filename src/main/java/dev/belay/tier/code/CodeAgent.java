package dev.belay.tier.code;

import dev.belay.exchange.Failure;
import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ToolCall;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.sandbox.Outcome;
import dev.belay.sandbox.Sandbox;
import dev.belay.sandbox.SandboxBusy;
import dev.belay.sandbox.Sandboxes;
import dev.belay.tier.TierFailed;
import dev.belay.tier.agent.AgentAttempts;
import dev.belay.tier.agent.AgentSession;
import dev.belay.tier.agent.reading.MessageReader;
import dev.belay.tier.agent.reading.ReadMessage;
import java.util.List;

/// Drives a session by programs: the model writes one, it is run, and what it printed is told to the model.
final class CodeAgent implements AgentAttempts.Agent {
    private final CodeProtocol protocol = new CodeProtocol();
    private final Sandboxes sandboxes;

    CodeAgent(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Override
    public String tier() {
        return CodeTier.ID;
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
        List<ToolSpec> tools = session.tools();
        List<Sandbox.Function> functions = Functions.of(tools);
        String rules = tools.isEmpty() ? null : protocol.describe(tools, functions);
        try (Interpreter interpreter = new Interpreter(session, sandboxes, functions)) {
            while (!session.answered()) {
                if (session.program() == null) {
                    decide(session, rules);
                } else {
                    run(session, interpreter);
                }
            }
        } catch (SandboxBusy e) {
            session.fall(new TierFailed(new Failure.Unavailable(e.getMessage()), e));
        }
    }

    private static void decide(AgentSession session, String rules) {
        Message.Assistant said = session.decide(CodeTranscript.of(rules, session.conversation(), session.entries()))
                .message();
        if (session.program() == null) {
            for (ToolCall call : said.toolCalls()) {
                session.call(call.id());
            }
        }
    }

    private void run(AgentSession session, Interpreter interpreter) {
        Outcome outcome = interpreter.run();
        String refused = null;
        if (outcome.answer() != null && outcome.error() == null) {
            refused = session.answer(outcome.answer(), protocol.told(outcome, null));
        }
        if (!session.answered()) {
            session.ended(protocol.told(outcome, refused), outcome.lost());
        }
    }

    private ReadMessage read(Message.Assistant message, List<ToolSpec> tools) {
        String program =
                tools.isEmpty() || message.callsTools() ? null : protocol.program(message.text(), Functions.of(tools));
        return ReadMessage.run(message, program);
    }
}

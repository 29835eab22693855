package dev.belay.tier.adk;

import com.google.adk.agents.LlmAgent;
import com.google.adk.agents.RunConfig;
import com.google.adk.artifacts.InMemoryArtifactService;
import com.google.adk.events.Event;
import com.google.adk.memory.InMemoryMemoryService;
import com.google.adk.runner.Runner;
import com.google.adk.sessions.InMemorySessionService;
import com.google.adk.sessions.Session;
import com.google.adk.tools.BaseTool;
import com.google.genai.types.Content;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.tier.agent.AgentAttempts;
import dev.belay.tier.agent.AgentSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lets Google's ADK drive a session: an `LlmAgent` in a runner of its own, whose history is the transcript.
/// Everything runs on the thread of the attempt.
final class AdkAgent implements AgentAttempts.Agent {
    private static final String USER = "user";

    @Override
    public String tier() {
        return AdkTier.ID;
    }

    @Override
    public void drive(AgentSession session) {
        InMemorySessionService sessions = new InMemorySessionService();
        Runner runner = Runner.builder()
                .appName(Contents.AGENT)
                .agent(agent(session))
                .sessionService(sessions)
                .artifactService(new InMemoryArtifactService())
                .memoryService(new InMemoryMemoryService())
                .build();
        Session history = sessions.createSession(Contents.AGENT, USER, Map.of(), session.runId())
                .blockingGet();
        List<Content> contents = Contents.of(session.transcript());
        // The runner wants something new to begin with; the latest content is it, unless the model spoke last.
        if (contents.isEmpty() || Contents.ofModel(contents.getLast())) {
            contents.add(Contents.NOTHING);
        }
        contents.subList(0, contents.size() - 1).forEach(content -> sessions.appendEvent(history, event(content))
                .blockingGet());
        runner.runAsync(USER, session.runId(), contents.getLast(), config(session))
                .blockingSubscribe();
    }

    /// Has no instruction: ADK would add words of its own and expand braces. [SessionLlm] shows the caller's.
    private static LlmAgent agent(AgentSession session) {
        List<BaseTool> tools = new ArrayList<>();
        for (ToolSpec spec : session.tools()) {
            tools.add(new SessionTool(spec, session));
        }
        tools.add(SessionTool.unknown(session));
        return LlmAgent.builder()
                .name(Contents.AGENT)
                .model(new SessionLlm(session))
                .tools(tools)
                .disallowTransferToParent(true)
                .disallowTransferToPeers(true)
                .build();
    }

    private static Event event(Content content) {
        return Event.builder()
                .id(Event.generateEventId())
                .invocationId("carried-over")
                .author(Contents.ofModel(content) ? Contents.AGENT : USER)
                .content(content)
                .build();
    }

    private static RunConfig config(AgentSession session) {
        return RunConfig.builder()
                .maxLlmCalls(session.maxTurns() + 1)
                .toolExecutionMode(RunConfig.ToolExecutionMode.SEQUENTIAL)
                .build();
    }
}

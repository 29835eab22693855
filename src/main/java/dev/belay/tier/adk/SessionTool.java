package dev.belay.tier.adk;

import com.google.adk.tools.BaseTool;
import com.google.adk.tools.ToolContext;
import com.google.genai.types.FunctionDeclaration;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.platform.Json;
import dev.belay.tier.agent.AgentSession;
import io.reactivex.rxjava3.core.Single;
import java.util.Map;
import java.util.Optional;

/// A tool as ADK sees it. The call is made as the model wrote it, not as ADK understood it: arguments that are
/// no JSON object have no form there.
final class SessionTool extends BaseTool {
    /// Stands for every tool that does not exist, whose calls ADK would drop without a word.
    static final String UNKNOWN = "belay__no_such_tool";

    private final ToolSpec spec;
    private final AgentSession session;

    SessionTool(ToolSpec spec, AgentSession session) {
        super(spec.name(), spec.description());
        this.spec = spec;
        this.session = session;
    }

    static SessionTool unknown(AgentSession session) {
        return new SessionTool(new ToolSpec(UNKNOWN, "Says that a tool does not exist.", "{}"), session);
    }

    @Override
    public Optional<FunctionDeclaration> declaration() {
        return Optional.of(FunctionDeclaration.builder()
                .name(spec.name())
                .description(spec.description())
                .parametersJsonSchema(Json.tree(spec.parameters()))
                .build());
    }

    @Override
    public Single<Map<String, Object>> runAsync(Map<String, Object> arguments, ToolContext context) {
        return Single.fromCallable(() -> Contents.result(
                session.call(context.functionCallId().orElseThrow()).content()));
    }
}

package dev.belay.tool.code;

import dev.belay.platform.Time;
import dev.belay.sandbox.Outcome;
import dev.belay.sandbox.Sandbox;
import dev.belay.sandbox.SandboxBusy;
import dev.belay.sandbox.SandboxConfig;
import dev.belay.sandbox.Sandboxes;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Computes what a model would get wrong in its head. Programs reach nothing, not even the tools of their request.
@ApplicationScoped
@ToolDefinition(
        name = "execute_code",
        description = "Runs a JavaScript program and returns what it prints with console.log. The language alone:"
                + " no modules, files, network or timers. Nothing is kept from one call to the next.",
        timeoutSeconds = 60,
        schema = """
                {"type": "object", "required": ["code"], "additionalProperties": false, "properties": {
                  "code": {"type": "string", "description": "the program; print every result"}}}""")
class ExecuteCodeTool implements Tool {
    private static final long SEED = 1;

    private final SandboxConfig config;
    private final Sandboxes sandboxes;
    private final Time time;

    ExecuteCodeTool(SandboxConfig config, Sandboxes sandboxes, Time time) {
        this.config = config;
        this.sandboxes = sandboxes;
        this.time = time;
    }

    @Override
    public String unavailable() {
        return config.tool() ? null : "set belay.sandbox.tool to true";
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed {
        try (Sandbox sandbox =
                sandboxes.open(List.of(), SEED, context.deadline().remaining())) {
            Outcome outcome = sandbox.run(
                    arguments.text("code"),
                    time.now(),
                    (function, _) -> Sandbox.Reply.error("there is no function " + function));
            return text(outcome);
        } catch (SandboxBusy e) {
            throw ToolFailed.forNow(e.getMessage(), null);
        }
    }

    private static String text(Outcome outcome) throws ToolFailed {
        if (outcome.error() != null) {
            throw new ToolFailed((outcome.output() + outcome.error()).strip());
        }
        String answer = outcome.answer() == null ? "" : outcome.answer();
        String said = (outcome.output() + answer).strip();
        return said.isEmpty() ? "The program printed nothing." : said;
    }
}

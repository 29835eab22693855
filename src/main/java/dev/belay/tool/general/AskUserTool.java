package dev.belay.tool.general;

import dev.belay.exchange.ControlFlow;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/// Stops the run until a person has answered.
@ApplicationScoped
@ToolDefinition(
        name = "ask_user",
        description = "Asks a person a question and returns the answer. Work stops until somebody has answered, which"
                + " can take hours: ask only what you cannot find out, and everything at once.",
        timeoutSeconds = 5,
        schema = """
                {"type": "object", "required": ["question"], "additionalProperties": false, "properties": {
                  "question": {"type": "string", "minLength": 1, "maxLength": 4000,
                               "description": "understandable by somebody who has not read the conversation"}}}""")
class AskUserTool implements Tool {

    @Override
    public boolean asksPeople() {
        return true;
    }

    @Override
    public String run(Arguments arguments, ToolContext context) {
        throw new ControlFlow.NeedsHuman(arguments.text("question"), "ask_user");
    }
}

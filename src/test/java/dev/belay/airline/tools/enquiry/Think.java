package dev.belay.airline.tools.enquiry;

import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;

/// Room for the model to think in; the journal keeps what it thought.
@ToolDefinition(
        name = "think",
        description = "Writes a thought down. Nothing is read or changed.",
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["thought"],
                 "properties": {
                   "thought": {"type": "string"}}}""")
public final class Think implements Tool {
    @Override
    public String run(Arguments arguments, ToolContext context) {
        return "";
    }
}

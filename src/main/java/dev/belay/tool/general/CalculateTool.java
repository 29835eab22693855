package dev.belay.tool.general;

import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.calculate.BadExpression;
import dev.belay.tool.calculate.Calculation;
import jakarta.enterprise.context.ApplicationScoped;

/// Does arithmetic that models get wrong.
@ApplicationScoped
@ToolDefinition(
        name = "calculate",
        description = "Evaluates an arithmetic expression exactly where possible: + - * / % ^ ( ), pi, e, and "
                + "sqrt abs min max round floor ceil ln log log2 exp pow sin cos tan asin acos atan (radians).",
        timeoutSeconds = 5,
        schema = """
                {"type": "object", "required": ["expression"], "additionalProperties": false, "properties": {
                  "expression": {"type": "string", "description": "for example (19.99 * 3) * 1.19"}}}""")
class CalculateTool implements Tool {

    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed {
        try {
            return Calculation.evaluate(arguments.text("expression"));
        } catch (BadExpression e) {
            throw new ToolFailed(e.getMessage());
        }
    }
}

package dev.belay.airline.tools.enquiry;

import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import dev.belay.tool.calculate.BadExpression;
import dev.belay.tool.calculate.Calculation;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Arithmetic in money, always with a decimal point. It takes the place of the tool of that name that Belay brings.
@ToolDefinition(
        name = "calculate",
        description = "Evaluates an arithmetic expression and rounds it to cents.",
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["expression"],
                 "properties": {
                   "expression": {"type": "string", "description": "numbers, + - * / and parentheses"}}}""")
public final class Calculate implements Tool {
    @Override
    public String run(Arguments arguments, ToolContext context) throws ToolFailed {
        try {
            BigDecimal cents = new BigDecimal(Calculation.evaluate(arguments.text("expression")))
                    .setScale(2, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros();
            return (cents.scale() < 1 ? cents.setScale(1) : cents).toPlainString();
        } catch (BadExpression | NumberFormatException e) {
            throw new ToolFailed("Error: " + e.getMessage());
        }
    }
}

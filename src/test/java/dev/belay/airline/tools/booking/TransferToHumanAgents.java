package dev.belay.airline.tools.booking;

import dev.belay.airline.tools.World;
import dev.belay.ledger.EffectClass;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import java.sql.SQLException;

/// Colleagues.
@ToolDefinition(
        name = "transfer_to_human_agents",
        description = "Hands the customer over to a colleague, with a summary. For what the other tools cannot do.",
        effect = EffectClass.TRANSACTIONAL,
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["summary"],
                 "properties": {
                   "summary": {"type": "string", "description": "what the customer wants"}}}""")
public final class TransferToHumanAgents extends Booking {
    @Override
    protected String act(Arguments arguments, World world, String key) throws SQLException {
        world.handOver(key, arguments.text("summary"));
        return "Transfer successful";
    }
}

package dev.belay.airline.tools.booking;

import dev.belay.airline.tools.World;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import java.sql.Connection;
import java.sql.SQLException;

/// A tool that changes what the airline knows, in the ledger's transaction.
abstract class Booking implements Tool {

    /// Says no before it writes anything.
    ///
    /// @return text for the model
    protected abstract String act(Arguments arguments, World world, String key) throws SQLException, ToolFailed;

    @Override
    public final String run(Arguments arguments, ToolContext context) throws SQLException, ToolFailed {
        Connection transaction = context.transaction();
        World world = World.of(transaction, context.runId());
        world.lock();
        String result = act(arguments, world, context.idempotencyKey());
        world.done(
                context.idempotencyKey(),
                getClass().getAnnotation(ToolDefinition.class).name());
        return result;
    }
}

package dev.belay.airline.tools.enquiry;

import dev.belay.airline.tools.ReadConnections;
import dev.belay.airline.tools.World;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// A tool that reads what the airline knows.
abstract class Enquiry implements Tool {

    /// @return text for the model
    protected abstract String answer(Arguments arguments, World world) throws SQLException, ToolFailed;

    @Override
    public final String run(Arguments arguments, ToolContext context) throws SQLException, ToolFailed {
        return ReadConnections.SHARED.read(connection -> answer(arguments, World.of(connection, context.runId())));
    }

    @Override
    public final String unavailable() {
        return ReadConnections.unavailable();
    }
}

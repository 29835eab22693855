package dev.belay.airline.tools.enquiry;

import dev.belay.airline.tools.World;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import java.sql.SQLException;

/// Airports.
@ToolDefinition(
        name = "list_all_airports",
        description = "Lists the airports and their cities.",
        outputLimit = 200_000,
        schema = "{\"type\": \"object\", \"properties\": {}, \"required\": []}")
public final class ListAllAirports extends Enquiry {
    @Override
    protected String answer(Arguments arguments, World world) throws SQLException {
        return Json.write(world.flights().airports());
    }
}

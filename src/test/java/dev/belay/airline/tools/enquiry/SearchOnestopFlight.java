package dev.belay.airline.tools.enquiry;

import dev.belay.airline.tools.Schemas;
import dev.belay.airline.tools.World;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import java.sql.SQLException;

/// Flights with one stop.
@ToolDefinition(
        name = "search_onestop_flight",
        description = "Finds pairs of flights with one stop that can be booked for a day.",
        outputLimit = 200_000,
        schema = Schemas.ROUTE)
public final class SearchOnestopFlight extends Enquiry {
    @Override
    protected String answer(Arguments arguments, World world) throws SQLException {
        return Json.write(world.flights()
                .withOneStop(arguments.text("origin"), arguments.text("destination"), arguments.text("date")));
    }
}

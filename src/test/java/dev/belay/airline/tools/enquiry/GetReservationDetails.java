package dev.belay.airline.tools.enquiry;

import dev.belay.airline.tools.World;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// Reservations.
@ToolDefinition(
        name = "get_reservation_details",
        description = "Tells all that is known of a reservation.",
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["reservation_id"],
                 "properties": {
                   "reservation_id": {"type": "string", "description": "six letters and digits"}}}""")
public final class GetReservationDetails extends Enquiry {
    @Override
    protected String answer(Arguments arguments, World world) throws SQLException, ToolFailed {
        return Json.write(world.reservation(arguments.text("reservation_id")));
    }
}

package dev.belay.airline.tools.enquiry;

import dev.belay.airline.tools.World;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// Customers.
@ToolDefinition(
        name = "get_user_details",
        description = "Tells all that is known of a customer, with the ids of the reservations.",
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["user_id"],
                 "properties": {
                   "user_id": {"type": "string", "description": "id of the customer"}}}""")
public final class GetUserDetails extends Enquiry {
    @Override
    protected String answer(Arguments arguments, World world) throws SQLException, ToolFailed {
        return Json.write(world.customer(arguments.text("user_id")));
    }
}

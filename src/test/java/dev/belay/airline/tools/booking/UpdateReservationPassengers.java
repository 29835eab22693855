package dev.belay.airline.tools.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.airline.tools.Schemas;
import dev.belay.airline.tools.World;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// Passengers.
@ToolDefinition(
        name = "update_reservation_passengers",
        description = "Changes who travels; how many do stays.",
        effect = EffectClass.TRANSACTIONAL,
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["reservation_id", "passengers"],
                 "properties": {
                   "reservation_id": {"type": "string", "description": "six letters and digits"},
                """ + "\"passengers\": " + Schemas.PASSENGERS + "}}")
public final class UpdateReservationPassengers extends Booking {
    @Override
    protected String act(Arguments arguments, World world, String key) throws SQLException, ToolFailed {
        ObjectNode reservation = world.reservation(arguments.text("reservation_id"));
        JsonNode passengers = arguments.json().get("passengers");
        if (passengers.size() != reservation.get("passengers").size()) {
            throw new ToolFailed("Error: number of passengers does not match");
        }
        reservation.set("passengers", passengers);
        world.saveReservation(reservation);
        return Json.write(reservation);
    }
}

package dev.belay.airline.tools.booking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.airline.tools.Fares;
import dev.belay.airline.tools.Wallet;
import dev.belay.airline.tools.World;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// Bags.
@ToolDefinition(
        name = "update_reservation_baggages",
        description = "Changes the number of bags and charges for more of those that are not free.",
        effect = EffectClass.TRANSACTIONAL,
        outputLimit = 200_000,
        schema = """
                {"type": "object",
                 "required": ["reservation_id", "total_baggages", "nonfree_baggages", "payment_id"],
                 "properties": {
                   "reservation_id": {"type": "string", "description": "six letters and digits"},
                   "total_baggages": {"type": "integer"},
                   "nonfree_baggages": {"type": "integer"},
                   "payment_id": {"type": "string", "description": "one of the customer's payment methods"}}}""")
public final class UpdateReservationBaggages extends Booking {
    @Override
    protected String act(Arguments arguments, World world, String key) throws SQLException, ToolFailed {
        ObjectNode reservation = world.reservation(arguments.text("reservation_id"));
        int nonfree = arguments.integer("nonfree_baggages", 0);
        int more = Math.max(0, nonfree - reservation.get("nonfree_baggages").asInt());
        String owner = reservation.get("user_id").asText();
        ObjectNode customer = world.customer(owner);
        new Wallet(customer)
                .settle(arguments.text("payment_id"), more * Fares.BAG, (ArrayNode) reservation.get("payment_history"));
        reservation.put("total_baggages", arguments.integer("total_baggages", 0));
        reservation.put("nonfree_baggages", nonfree);
        world.saveReservation(reservation);
        world.saveCustomer(owner, customer);
        return Json.write(reservation);
    }
}

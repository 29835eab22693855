package dev.belay.airline.tools.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.airline.tools.World;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// Cancellations. Balances do not change: the money goes back in days.
@ToolDefinition(
        name = "cancel_reservation",
        description = "Cancels a whole reservation and pays everything back.",
        effect = EffectClass.TRANSACTIONAL,
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["reservation_id"],
                 "properties": {
                   "reservation_id": {"type": "string", "description": "six letters and digits"}}}""")
public final class CancelReservation extends Booking {
    @Override
    protected String act(Arguments arguments, World world, String key) throws SQLException, ToolFailed {
        ObjectNode reservation = world.reservation(arguments.text("reservation_id"));
        ArrayNode history = (ArrayNode) reservation.get("payment_history");
        ArrayNode payments = history.deepCopy();
        for (JsonNode payment : payments) {
            history.addObject()
                    .put("payment_id", payment.get("payment_id").asText())
                    .set(
                            "amount",
                            Json.tree(payment.get("amount")
                                    .decimalValue()
                                    .negate()
                                    .toPlainString()));
        }
        reservation.put("status", "cancelled");
        world.saveReservation(reservation);
        return Json.write(reservation);
    }
}

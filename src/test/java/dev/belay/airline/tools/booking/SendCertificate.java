package dev.belay.airline.tools.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.airline.tools.Wallet;
import dev.belay.airline.tools.World;
import dev.belay.ledger.EffectClass;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// Certificates.
@ToolDefinition(
        name = "send_certificate",
        description = "Gives a customer a travel certificate.",
        effect = EffectClass.TRANSACTIONAL,
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["user_id", "amount"],
                 "properties": {
                   "user_id": {"type": "string", "description": "id of the customer"},
                   "amount": {"type": "number", "description": "in dollars"}}}""")
public final class SendCertificate extends Booking {
    @Override
    protected String act(Arguments arguments, World world, String key) throws SQLException, ToolFailed {
        String id = arguments.text("user_id");
        ObjectNode customer = world.customer(id);
        JsonNode amount = arguments.json().get("amount");
        String certificate = new Wallet(customer).receive(amount);
        world.saveCustomer(id, customer);
        return "Certificate " + certificate + " added to user " + id + " with amount " + amount.asText() + ".";
    }
}

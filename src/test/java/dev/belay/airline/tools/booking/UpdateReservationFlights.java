package dev.belay.airline.tools.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.airline.tools.Fares;
import dev.belay.airline.tools.Schemas;
import dev.belay.airline.tools.Wallet;
import dev.belay.airline.tools.World;
import dev.belay.ledger.EffectClass;
import dev.belay.platform.Json;
import dev.belay.tool.Arguments;
import dev.belay.tool.ToolDefinition;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// Flights. The reservation keeps the cabin it was booked in, whatever is flown: so it is recorded.
@ToolDefinition(
        name = "update_reservation_flights",
        description = "Changes the flights of a reservation, or the cabin, and charges or pays back the difference.",
        effect = EffectClass.TRANSACTIONAL,
        outputLimit = 200_000,
        schema = """
                {"type": "object", "required": ["reservation_id", "cabin", "flights", "payment_id"],
                 "properties": {
                   "reservation_id": {"type": "string", "description": "six letters and digits"},
                   "cabin": {"type": "string", "enum": ["basic_economy", "economy", "business"]},
                   "payment_id": {"type": "string", "description": "one of the customer's payment methods"},
                """ + "\"flights\": " + Schemas.FLIGHTS + "}}")
public final class UpdateReservationFlights extends Booking {
    @Override
    protected String act(Arguments arguments, World world, String key) throws SQLException, ToolFailed {
        ObjectNode reservation = world.reservation(arguments.text("reservation_id"));
        String cabin = arguments.text("cabin");
        JsonNode booked = reservation.get("flights");
        boolean sameCabin = reservation.get("cabin").asText().equals(cabin);
        Fares fares =
                new Fares(world.flights(), cabin, reservation.get("passengers").size());
        ArrayNode flights = fares.book(
                arguments.json().get("flights"),
                sameCabin ? booked : Json.mapper().createArrayNode());
        String owner = reservation.get("user_id").asText();
        ObjectNode customer = world.customer(owner);
        new Wallet(customer)
                .settle(arguments.text("payment_id"), fares.total(flights) - fares.total(booked), (ArrayNode)
                        reservation.get("payment_history"));
        reservation.set("flights", flights);
        world.saveReservation(reservation);
        world.saveCustomer(owner, customer);
        return Json.write(reservation);
    }
}

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
import java.util.List;

/// Bookings. Repeatable: a customer may well book the same again.
@ToolDefinition(
        name = "book_reservation",
        description = "Books flights for a customer and charges for them.",
        effect = EffectClass.TRANSACTIONAL,
        repeatable = true,
        outputLimit = 200_000,
        schema = """
                {"type": "object",
                 "required": ["user_id", "origin", "destination", "flight_type", "cabin", "flights",
                   "passengers", "payment_methods", "total_baggages", "nonfree_baggages", "insurance"],
                 "properties": {
                   "user_id": {"type": "string", "description": "id of the customer"},
                   "origin": {"type": "string", "description": "code of the airport, three letters"},
                   "destination": {"type": "string", "description": "code of the airport, three letters"},
                   "flight_type": {"type": "string", "enum": ["one_way", "round_trip"]},
                   "cabin": {"type": "string", "enum": ["basic_economy", "economy", "business"]},
                   "total_baggages": {"type": "integer"},
                   "nonfree_baggages": {"type": "integer"},
                   "insurance": {"type": "string", "enum": ["yes", "no"]},
                """ + "\"flights\": " + Schemas.FLIGHTS
                + ", \"passengers\": " + Schemas.PASSENGERS
                + ", \"payment_methods\": " + Schemas.PAYMENTS + "}}")
public final class BookReservation extends Booking {
    /// The clock of the airline stands still.
    private static final String NOW = "2024-05-15T15:00:00";

    private static final List<String> AS_ASKED = List.of(
            "user_id",
            "origin",
            "destination",
            "flight_type",
            "cabin",
            "passengers",
            "total_baggages",
            "nonfree_baggages",
            "insurance");

    @Override
    protected String act(Arguments arguments, World world, String key) throws SQLException, ToolFailed {
        String user = arguments.text("user_id");
        ObjectNode customer = world.customer(user);
        JsonNode wanted = arguments.json();
        int passengers = wanted.get("passengers").size();
        Fares fares = new Fares(world.flights(), arguments.text("cabin"), passengers);
        ArrayNode flights = fares.book(wanted.get("flights"), Json.mapper().createArrayNode());
        int extras = Fares.BAG * arguments.integer("nonfree_baggages", 0)
                + (arguments.text("insurance").equals("yes") ? Fares.INSURANCE * passengers : 0);
        new Wallet(customer).pay(wanted.get("payment_methods"), fares.total(flights) + extras);
        ObjectNode reservation = reservation(unused(world), wanted, flights);
        customer.withArray("reservations").add(reservation.get("reservation_id"));
        world.saveReservation(reservation);
        world.saveCustomer(user, customer);
        return Json.write(reservation);
    }

    private static ObjectNode reservation(String id, JsonNode wanted, ArrayNode flights) {
        ObjectNode reservation = Json.object().put("reservation_id", id);
        for (String name : AS_ASKED) {
            reservation.set(name, wanted.get(name));
        }
        reservation.set("flights", flights);
        reservation.set("payment_history", wanted.get("payment_methods"));
        return reservation.put("created_at", NOW);
    }

    private static String unused(World world) throws SQLException, ToolFailed {
        for (char last = 'T'; last <= 'Z'; last++) {
            if (!world.hasReservation("HATHA" + last)) {
                return "HATHA" + last;
            }
        }
        throw new ToolFailed("Error: too many reservations");
    }
}

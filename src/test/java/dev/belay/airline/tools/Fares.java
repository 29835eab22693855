package dev.belay.airline.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.airline.tools.FlightPlan.Departure;
import dev.belay.platform.Json;
import dev.belay.tool.ToolFailed;
import java.sql.SQLException;

/// What flights cost a party in a cabin. Amounts are whole dollars.
public final class Fares {
    public static final int BAG = 50;
    public static final int INSURANCE = 30;

    private final FlightPlan plan;
    private final String cabin;
    private final int passengers;

    public Fares(FlightPlan plan, String cabin, int passengers) {
        this.plan = plan;
        this.cabin = cabin;
        this.passengers = passengers;
    }

    /// The flights with their routes and prices.
    ///
    /// @param kept flights that are booked in the same cabin already; they keep their price and need no seats
    /// @throws ToolFailed if one does not exist, cannot be booked or has too few seats
    public ArrayNode book(JsonNode wanted, JsonNode kept) throws SQLException, ToolFailed {
        ArrayNode booked = Json.mapper().createArrayNode();
        for (JsonNode flight : wanted) {
            JsonNode before = same(flight, kept);
            booked.add(before == null ? book(flight) : before);
        }
        return booked;
    }

    private ObjectNode book(JsonNode flight) throws SQLException, ToolFailed {
        String number = flight.get("flight_number").asText();
        String day = flight.get("date").asText();
        Departure departure =
                plan.departure(number, day).orElseThrow(() -> new ToolFailed("Error: flight " + number + " not found"));
        if (departure.status() == null) {
            throw new ToolFailed("Error: flight " + number + " not found on date " + day);
        }
        if (!departure.bookable()) {
            throw new ToolFailed("Error: flight " + number + " not available on date " + day);
        }
        if (departure.seats().get(cabin).asInt() < passengers) {
            throw new ToolFailed("Error: not enough seats on flight " + number);
        }
        return Json.object()
                .put("flight_number", number)
                .put("date", day)
                .put("price", departure.prices().get(cabin).asInt())
                .put("origin", departure.origin())
                .put("destination", departure.destination());
    }

    private static JsonNode same(JsonNode flight, JsonNode kept) {
        for (JsonNode other : kept) {
            if (other.get("flight_number").equals(flight.get("flight_number"))
                    && other.get("date").equals(flight.get("date"))) {
                return other;
            }
        }
        return null;
    }

    /// What all passengers pay for flights with prices.
    public int total(JsonNode flights) {
        int each = 0;
        for (JsonNode flight : flights) {
            each += flight.get("price").asInt();
        }
        return each * passengers;
    }
}

package dev.belay.airline.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What flies when, with seats and prices. Nothing changes it.
public final class FlightPlan {
    private static final String OPEN = """
            select f.number, f.origin, f.destination, f.departs, f.arrives, d.status, d.seats, d.prices
            from airline.flight f join airline.departure d on d.flight = f.number
            where d.day = ? and d.status = 'available' and f.origin = ? and (?::text is null or f.destination = ?)
            order by f.place""";

    private static final String ONE = """
            select f.origin, f.destination, d.status, d.seats, d.prices
            from airline.flight f left join airline.departure d on d.flight = f.number and d.day = ?
            where f.number = ?""";

    private final Connection connection;

    FlightPlan(Connection connection) {
        this.connection = connection;
    }

    /// What can be booked from one airport to another.
    public List<ObjectNode> direct(String origin, String destination, String day) throws SQLException {
        return open(origin, destination, day);
    }

    /// Pairs of flights that meet at a third airport. Where the first arrives on the next day, the second is said to
    /// leave on the next day, with the seats and prices of the day that was asked for: so it is recorded.
    public List<List<ObjectNode>> withOneStop(String origin, String destination, String day) throws SQLException {
        List<List<ObjectNode>> pairs = new ArrayList<>();
        for (ObjectNode first : open(origin, null, day)) {
            String arrival = first.get("scheduled_arrival_time_est").asText();
            String onward = arrival.endsWith("+1") ? next(day) : day;
            for (ObjectNode second : open(first.get("destination").asText(), destination, day)) {
                if (arrival.compareTo(second.get("scheduled_departure_time_est").asText()) <= 0) {
                    pairs.add(List.of(first.deepCopy().put("date", day), second.put("date", onward)));
                }
            }
        }
        return pairs;
    }

    private static String next(String day) {
        return java.time.LocalDate.parse(day).plusDays(1).toString();
    }

    public Optional<Departure> departure(String number, String day) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ONE)) {
            select.setString(1, day);
            select.setString(2, number);
            ResultSet row = select.executeQuery();
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Departure(row.getString(1), row.getString(2), row.getString(3), json(row, 4), json(row, 5)));
        }
    }

    /// The cities by the codes of their airports.
    public ObjectNode airports() throws SQLException {
        ObjectNode airports = Json.object();
        try (PreparedStatement select =
                connection.prepareStatement("select code, city from airline.airport order by place")) {
            ResultSet row = select.executeQuery();
            while (row.next()) {
                airports.put(row.getString(1), row.getString(2));
            }
        }
        return airports;
    }

    private List<ObjectNode> open(String origin, String destination, String day) throws SQLException {
        List<ObjectNode> flights = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(OPEN)) {
            select.setString(1, day);
            select.setString(2, origin);
            select.setString(3, destination);
            select.setString(4, destination);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                flights.add(Json.object()
                        .put("flight_number", row.getString(1))
                        .put("origin", row.getString(2))
                        .put("destination", row.getString(3))
                        .put("scheduled_departure_time_est", row.getString(4))
                        .put("scheduled_arrival_time_est", row.getString(5))
                        .put("status", row.getString(6))
                        .<ObjectNode>set("available_seats", json(row, 7))
                        .set("prices", json(row, 8)));
            }
        }
        return flights;
    }

    private static JsonNode json(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : Json.tree(text);
    }

    /// @param status `null` if the flight does not fly on that day
    /// @param seats by cabin; `null` unless it can be booked
    /// @param prices the same
    public record Departure(String origin, String destination, String status, JsonNode seats, JsonNode prices) {
        public boolean bookable() {
            return "available".equals(status);
        }
    }
}

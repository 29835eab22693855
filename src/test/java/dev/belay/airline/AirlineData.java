package dev.belay.airline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// The airline's tables in a database of Belay's: filling them from the fixtures, and what conversations made of them.
public final class AirlineData {
    private final DataSource source;

    private AirlineData(DataSource source) {
        this.source = source;
    }

    /// Creates and fills the tables, unless they are there.
    public static AirlineData in(DataSource source) {
        AirlineData data = new AirlineData(source);
        data.load();
        return data;
    }

    /// An effect that was committed.
    public record Done(String key, String tool) {}

    /// Everything that was committed for a conversation, in order.
    public List<Done> done(String world) {
        List<Done> done = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select key, tool from airline.done where world = ? order by at, key")) {
            select.setString(1, world);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                done.add(new Done(row.getString(1), row.getString(2)));
            }
            return done;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What differs from the initial data, by table and id: the form of `end_state_changes`.
    public ObjectNode changes(String world) {
        ObjectNode changes = Json.object();
        changes.putObject("flights"); // no tool changes them
        try (Connection connection = source.getConnection()) {
            changes.set("reservations", changes(connection, "reservation", world));
            changes.set("users", changes(connection, "customer", world));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return changes;
    }

    private static ObjectNode changes(Connection connection, String table, String world) throws SQLException {
        ObjectNode changes = Json.object();
        String sql = "select now.id, now.body from airline.%s now left join airline.%s before"
                + " on before.world = '' and before.id = now.id"
                + " where now.world = ? and now.body is distinct from before.body";
        try (PreparedStatement select = connection.prepareStatement(sql.formatted(table, table))) {
            select.setString(1, world);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                changes.set(row.getString(1), Json.tree(row.getString(2)));
            }
        }
        return changes;
    }

    private void load() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            ResultSet there = statement.executeQuery("select to_regclass('airline.flight') is not null");
            there.next();
            if (there.getBoolean(1)) {
                return;
            }
            connection.setAutoCommit(false);
            statement.execute(schema());
            flights(connection, file("flights"));
            documents(connection, "customer", file("users"));
            documents(connection, "reservation", file("reservations"));
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void flights(Connection connection, JsonNode flights) throws SQLException {
        try (PreparedStatement flight = connection.prepareStatement(
                        "insert into airline.flight (number, place, origin, destination, departs, arrives)"
                                + " values (?, ?, ?, ?, ?, ?)");
                PreparedStatement departure =
                        connection.prepareStatement("insert into airline.departure (flight, day, status, seats, prices)"
                                + " values (?, ?, ?, ?::jsonb, ?::jsonb)")) {
            int place = 0;
            for (JsonNode plan : flights) {
                String number = plan.get("flight_number").asText();
                flight.setString(1, number);
                flight.setInt(2, place++);
                flight.setString(3, plan.get("origin").asText());
                flight.setString(4, plan.get("destination").asText());
                flight.setString(5, plan.get("scheduled_departure_time_est").asText());
                flight.setString(6, plan.get("scheduled_arrival_time_est").asText());
                flight.addBatch();
                for (Map.Entry<String, JsonNode> day : plan.get("dates").properties()) {
                    departure(departure, number, day.getKey(), day.getValue());
                }
            }
            flight.executeBatch();
            departure.executeBatch();
        }
    }

    private static void departure(PreparedStatement insert, String flight, String day, JsonNode state)
            throws SQLException {
        insert.setString(1, flight);
        insert.setString(2, day);
        insert.setString(3, state.get("status").asText());
        insert.setString(4, state.has("available_seats") ? Json.write(state.get("available_seats")) : null);
        insert.setString(5, state.has("prices") ? Json.write(state.get("prices")) : null);
        insert.addBatch();
    }

    private static void documents(Connection connection, String table, JsonNode documents) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into airline." + table + " (world, id, body) values ('', ?, ?::jsonb)")) {
            for (Map.Entry<String, JsonNode> document : documents.properties()) {
                insert.setString(1, document.getKey());
                insert.setString(2, Json.write(document.getValue()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static JsonNode file(String name) {
        try {
            return Json.tree(Files.readString(Recording.folder().resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String schema() {
        try (InputStream in = AirlineData.class.getResourceAsStream("/airline/schema.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

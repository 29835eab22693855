package dev.belay.airline.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.tool.ToolFailed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// The airline as one conversation sees it: the initial data, and what the conversation has changed. Conversations do
/// not meet, so that many of them can share a database.
public final class World {
    /// A conversation is the run's session, or without one the run and what was made of it. Belay's own table tells,
    /// since it is the same database.
    private static final String NAME = "select coalesce(nullif(session, ''), root_id::text) from run where id = ?";

    private final Connection connection;
    private final String name;

    private World(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    public static World of(Connection connection, String runId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NAME)) {
            select.setObject(1, UUID.fromString(runId));
            ResultSet row = select.executeQuery();
            if (!row.next()) {
                throw new IllegalStateException("the run is not written down, so its conversation is not known");
            }
            return new World(connection, row.getString(1));
        }
    }

    /// Lets the effects of one conversation happen one after the other. Held until the transaction ends.
    public void lock() throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended('airline ' || ?, 0))")) {
            lock.setString(1, name);
            lock.execute();
        }
    }

    public FlightPlan flights() {
        return new FlightPlan(connection);
    }

    public ObjectNode customer(String id) throws SQLException, ToolFailed {
        ObjectNode customer = find("customer", id);
        if (customer == null) {
            throw new ToolFailed("Error: user not found");
        }
        return customer;
    }

    public ObjectNode reservation(String id) throws SQLException, ToolFailed {
        ObjectNode reservation = find("reservation", id);
        if (reservation == null) {
            throw new ToolFailed("Error: reservation not found");
        }
        return reservation;
    }

    public boolean hasReservation(String id) throws SQLException {
        return find("reservation", id) != null;
    }

    public void saveCustomer(String id, ObjectNode customer) throws SQLException {
        save("customer", id, customer);
    }

    public void saveReservation(ObjectNode reservation) throws SQLException {
        save("reservation", reservation.get("reservation_id").asText(), reservation);
    }

    public void handOver(String key, String summary) throws SQLException {
        insert("insert into airline.handover (world, key, summary) values (?, ?, ?)", key, summary);
    }

    /// Writes down that an effect happened, for whoever counts them.
    public void done(String key, String tool) throws SQLException {
        insert("insert into airline.done (world, key, tool) values (?, ?, ?)", key, tool);
    }

    private ObjectNode find(String table, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select body from airline." + table
                + " where world in ('', ?) and id = ? order by world desc limit 1")) {
            select.setString(1, name);
            select.setString(2, id);
            ResultSet row = select.executeQuery();
            return row.next() ? Json.read(row.getString(1), ObjectNode.class) : null;
        }
    }

    private void save(String table, String id, ObjectNode body) throws SQLException {
        insert(
                "insert into airline." + table + " (world, id, body) values (?, ?, ?::jsonb)"
                        + " on conflict (world, id) do update set body = excluded.body",
                id,
                Json.write(body));
    }

    private void insert(String sql, String second, String third) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, name);
            insert.setString(2, second);
            insert.setString(3, third);
            insert.executeUpdate();
        }
    }
}

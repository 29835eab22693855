package dev.belay.gateway.caller;

import dev.belay.exchange.Caller;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// The `api_key` table. Every value is a bound parameter.
final class KeyStore {
    private static final String COLUMNS = "id, name, scopes, tools, created_at, revoked_at, hash";

    private final DataSource database;

    KeyStore(DataSource database) {
        this.database = database;
    }

    record Stored(ApiKey key, byte[] hash) {}

    Optional<Stored> find(String id) {
        return with(connection -> {
            try (var select = connection.prepareStatement("select " + COLUMNS + " from api_key where id = ?")) {
                select.setString(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(stored(row)) : Optional.empty();
                }
            }
        });
    }

    List<ApiKey> all() {
        return with(connection -> {
            String sql = "select " + COLUMNS + " from api_key order by created_at, id";
            try (var select = connection.prepareStatement(sql);
                    ResultSet rows = select.executeQuery()) {
                List<ApiKey> keys = new ArrayList<>();
                while (rows.next()) {
                    keys.add(stored(rows).key());
                }
                return keys;
            }
        });
    }

    boolean anyValid() {
        return with(connection -> {
            String sql = "select exists (select 1 from api_key where revoked_at is null)";
            try (var select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    /// @return false if the id exists
    boolean add(ApiKey key, byte[] hash) {
        return with(connection -> {
            String sql = "insert into api_key (id, hash, name, scopes, tools, created_at) values (?, ?, ?, ?, ?, ?)"
                    + " on conflict (id) do nothing";
            try (var insert = connection.prepareStatement(sql)) {
                insert.setString(1, key.id());
                insert.setBytes(2, hash);
                insert.setString(3, key.name());
                Object[] scopes = key.scopes().stream()
                        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                        .toArray();
                insert.setArray(4, connection.createArrayOf("text", scopes));
                insert.setArray(
                        5,
                        key.tools() == null
                                ? null
                                : connection.createArrayOf("text", key.tools().toArray()));
                insert.setTimestamp(6, Timestamp.from(key.createdAt()));
                return insert.executeUpdate() == 1;
            }
        });
    }

    /// @return false if there is no valid key of that id
    boolean revoke(String id, Instant at) {
        return with(connection -> {
            String sql = "update api_key set revoked_at = ? where id = ? and revoked_at is null";
            try (var update = connection.prepareStatement(sql)) {
                update.setTimestamp(1, Timestamp.from(at));
                update.setString(2, id);
                return update.executeUpdate() == 1;
            }
        });
    }

    private static Stored stored(ResultSet row) throws SQLException {
        Set<Caller.Scope> scopes = Stream.of((String[]) row.getArray("scopes").getArray())
                .map(scope -> Caller.Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        var tools = row.getArray("tools");
        Timestamp revoked = row.getTimestamp("revoked_at");
        ApiKey key = new ApiKey(
                row.getString("id"),
                row.getString("name"),
                scopes,
                tools == null ? null : Set.of((String[]) tools.getArray()),
                row.getTimestamp("created_at").toInstant(),
                revoked == null ? null : revoked.toInstant());
        return new Stored(key, row.getBytes("hash"));
    }

    private <T> T with(Query<T> query) {
        try (Connection connection = database.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the keys of callers cannot be read or written", e);
        }
    }

    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }
}

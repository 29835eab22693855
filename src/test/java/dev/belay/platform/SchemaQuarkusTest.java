package dev.belay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SchemaQuarkusTest {
    @Inject
    DataSource database;

    @Test
    void migratesAtStart() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var connection = database.getConnection();
                var rows = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        assertThat(tables).contains("run", "journal", "effect", "api_key");
    }

    @Test
    void givesUpADatabaseThatDoesNotAnswer() throws SQLException {
        try (var connection = database.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
        }
    }
}

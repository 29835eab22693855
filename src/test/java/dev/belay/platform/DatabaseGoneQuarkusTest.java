package dev.belay.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.belay.support.HeldPostgresResource;
import dev.belay.support.TcpProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A database that goes away without a word: nothing waits for it for ever, and it is used again when it is back.
@QuarkusTest
@QuarkusTestResource(value = HeldPostgresResource.class, restrictToAnnotatedClass = true)
@Timeout(60)
class DatabaseGoneQuarkusTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    TcpProxy proxy;

    @Inject
    DataSource source;

    @AfterEach
    void comeBack() {
        proxy.resume();
        await().atMost(SOON).ignoreExceptions().until(() -> ready() == 200);
    }

    @Test
    void aStatementUnderWayFailsWithinTheLimit() throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            assertThat(statement.execute("select 1")).isTrue();
            proxy.hold();
            long began = System.nanoTime();

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("select 1"));

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(8));
        }
    }

    @Test
    void readinessFollows() {
        assertThat(ready()).isEqualTo(200);

        proxy.hold();
        await().atMost(SOON).until(() -> ready() == 503);

        proxy.resume();
        await().atMost(SOON).until(() -> ready() == 200);
        assertThat(numbers()).containsExactly(1);
    }

    @Test
    void connectionsThatWereCutAreReplaced() {
        assertThat(numbers()).containsExactly(1);
        int before = proxy.connections();

        proxy.cut();
        assertThatThrownBy(this::numbers).isInstanceOf(IllegalStateException.class);

        await().atMost(SOON).ignoreExceptions().until(() -> numbers().equals(List.of(1)));
        assertThat(proxy.connections()).isGreaterThan(before);
    }

    private List<Integer> numbers() {
        try {
            return new Database(source).query("select 1", row -> row.getInt(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int ready() {
        return given().get("/q/health/ready").statusCode();
    }
}

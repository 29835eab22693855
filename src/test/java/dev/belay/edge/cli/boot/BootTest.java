package dev.belay.edge.cli.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class BootTest {

    @Test
    void theFirstCauseIsTold() {
        var guard = new IllegalStateException("there is no API key");

        assertThat(Boot.told(new RuntimeException("Failed to start", guard))).isEqualTo("there is no API key");
        assertThat(Boot.told(new NullPointerException())).isEqualTo("NullPointerException");
    }

    @Test
    void aDatabaseThatIsAwayIsNamed() {
        var refused = new SQLException("Connection to db:5432 refused.", new ConnectException("Connection refused"));

        assertThat(Boot.told(new RuntimeException("Failed to start", refused)))
                .isEqualTo("the database does not answer: Connection to db:5432 refused.");
    }
}

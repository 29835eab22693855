package dev.belay.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalUnavailableTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53300", "40001"})
    void aDatabaseThatIsAwayOrBusyComesBack(String state) {
        assertThat(becauseOf(state).passes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23502", "22021", "42703"})
    void whatItRefusedItRefusesAgain(String state) {
        assertThat(becauseOf(state).passes()).isFalse();
    }

    @Test
    void whatSaysNothingMayPass() {
        assertThat(becauseOf(null).passes()).isTrue();
        assertThat(new JournalUnavailable("away", new IOException()).passes()).isTrue();
    }

    private static JournalUnavailable becauseOf(String state) {
        return new JournalUnavailable("away", new SQLException("", state));
    }
}

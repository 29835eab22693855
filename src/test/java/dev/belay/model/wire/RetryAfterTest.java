package dev.belay.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({"2, 2000", "0, 0", "1.5, 1500", "3600, 3600000", "'Fri, 02 Jan 2026 03:04:15 GMT', 10000"})
    void readsSecondsAndDates(String value, long millis) {
        assertThat(read(value)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aDateInThePastIsNow() {
        assertThat(read("Fri, 02 Jan 2026 03:04:00 GMT")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-3", "2026-01-02", "NaN", "١", "99999999999999999999999x"})
    void ignoresRubbish(String value) {
        assertThat(read(value)).isIn(null, Duration.ofSeconds(1));
    }

    @Test
    void survivesHugeNumbers() {
        assertThat(read("9".repeat(40))).isEqualTo(Duration.ofDays(365));
        assertThat(read("1e999999")).isEqualTo(Duration.ofDays(365));
        assertThat(read("1e-999999999")).isZero();
        var millis = Optional.of("1e-2147483647");
        assertThat(RetryAfter.read(Optional.of("2"), millis, NOW)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void prefersMilliseconds() {
        assertThat(RetryAfter.read(Optional.of("2"), Optional.of("1800"), NOW)).isEqualTo(Duration.ofMillis(1800));
    }

    private static Duration read(String value) {
        return RetryAfter.read(Optional.of(value), Optional.empty(), NOW);
    }
}

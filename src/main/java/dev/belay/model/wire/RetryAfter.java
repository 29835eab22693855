package dev.belay.model.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Reads `Retry-After` (RFC 9110, section 10.2.3: seconds or a date) and OpenAI's and Azure's `retry-after-ms`.
public final class RetryAfter {
    private static final BigDecimal MOST_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

    private RetryAfter() {}

    /// @param millis value of `retry-after-ms`, which wins because it is more exact
    /// @return never negative; `null` if there is none or it is rubbish
    public static Duration read(Optional<String> retryAfter, Optional<String> millis, Instant now) {
        Duration exact = millis.map(value -> number(value, -3)).orElse(null);
        return exact != null
                ? exact
                : retryAfter.map(value -> either(value.strip(), now)).orElse(null);
    }

    private static Duration either(String value, Instant now) {
        Duration seconds = number(value, 0);
        return seconds != null ? seconds : date(value, now);
    }

    private static Duration number(String value, int scale) {
        try {
            BigDecimal seconds = new BigDecimal(value.strip()).scaleByPowerOfTen(scale);
            if (seconds.signum() < 0) {
                return null;
            }
            return Duration.ofMillis(seconds.min(MOST_SECONDS).movePointRight(3).longValue());
        } catch (ArithmeticException | NumberFormatException _) {
            return null;
        }
    }

    private static Duration date(String value, Instant now) {
        try {
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
        } catch (DateTimeException _) {
            return null;
        }
    }
}

package dev.belay.platform.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// Durations as people write them: `1500ms`, `90s`, `5m`, `1h30m`, `7d`, or ISO 8601.
public final class Durations {
    private Durations() {}

    /// Empty if it is none, or no time at all.
    public static Optional<Duration> read(String text) {
        String spelled = text.strip().toLowerCase(Locale.ROOT);
        try {
            return Optional.of(parsed(spelled)).filter(Duration::isPositive);
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static Duration parsed(String spelled) {
        if (spelled.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(spelled.substring(0, spelled.length() - 2)));
        }
        if (spelled.startsWith("p")) {
            return Duration.parse(spelled);
        }
        return Duration.parse(spelled.endsWith("d") ? "p" + spelled : "pt" + spelled);
    }
}

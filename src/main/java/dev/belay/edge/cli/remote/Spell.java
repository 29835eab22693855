package dev.belay.edge.cli.remote;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A duration as people write it: `1500ms`, `90s`, `5m`, `1h`, or ISO 8601.
public final class Spell implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String spelled = text.strip().toLowerCase(Locale.ROOT);
        try {
            Duration duration = spelled.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(spelled.substring(0, spelled.length() - 2)))
                    : Duration.parse(spelled.startsWith("p") ? spelled : "pt" + spelled);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException | NumberFormatException _) {
            // told below, with durations that are no time at all
        }
        throw new TypeConversionException("'" + text + "' is not a time such as 90s or 5m");
    }
}

package dev.belay.edge.cli.remote;

import dev.belay.platform.text.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A duration as people write it, see [Durations].
public final class Spell implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Durations.read(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a time such as 90s or 5m"));
    }
}

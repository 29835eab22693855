package dev.belay.telemetry.content;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/// Blots out what must not leave the process even where content may: the values of configured keys, passwords and
/// headers, whoever said them, and everything that has the form of an API key of Belay's.
public final class Secrets {
    private static final String BLOT = "[secret]";
    /// Shorter values are words, not secrets.
    private static final int SHORTEST = 8;
    /// Names of properties, and of environment variables, that hold secrets.
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(?:[-_.](?:key|password|passwd|secret|token|credentials?)|[-_.]headers(?:[-_.].*)?)\"?");

    private static final Pattern OWN_KEY = Pattern.compile("belay_[A-Za-z0-9]{4,32}_[A-Za-z0-9_-]{22,128}");

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /// @param values whole values; of `Bearer abc…` the part after the space is blotted out, too
    static Secrets of(Collection<String> values) {
        return new Secrets(values.stream()
                .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split("[\\s,=]+"))))
                .flatMap(value -> Stream.of(value, escaped(value)))
                .filter(value -> value.length() >= SHORTEST)
                .flatMap(value -> Stream.of(value, base64(value)))
                .distinct()
                .sorted((one, other) -> other.length() - one.length())
                .toList());
    }

    /// All that the configuration holds, environment variables that Belay does not read included.
    public static Secrets configured(Config config) {
        return of(Stream.concat(
                        Stream.of("quarkus.datasource.password"),
                        StreamSupport.stream(config.getPropertyNames().spliterator(), false))
                .filter(name -> NAME.matcher(name).matches())
                .map(name -> config.getConfigValue(name).getValue())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    String blotted(String text) {
        if (text == null) {
            return "";
        }
        String clean = text;
        for (String value : values) {
            clean = clean.replace(value, BLOT);
        }
        return OWN_KEY.matcher(clean).replaceAll(BLOT);
    }

    /// As it stands inside a JSON text.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String base64(String value) {
        return Base64.getEncoder().withoutPadding().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + "]";
    }
}

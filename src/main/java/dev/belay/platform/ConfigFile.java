package dev.belay.platform;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The YAML file of the operator as properties. Names may be nested or written with dots, `belay.gateway.max-runs: 7`;
/// the library takes the latter for one long word, in quotes, that nothing knows.
public final class ConfigFile {
    private static final String QUOTE = "\"";

    private ConfigFile() {}

    /// @throws IOException if it cannot be read
    /// @throws RuntimeException if it is not YAML, or says the same property twice; the message says which
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> read = new HashMap<>();
        new YamlConfigSource(file.toUri().toURL()).getProperties().forEach((name, value) -> {
            String plain = plain(name);
            if (read.put(plain, value) != null) {
                throw new IllegalArgumentException(plain + " is there twice, nested and with dots");
            }
        });
        return read;
    }

    /// A word with dots at the beginning of a name was a name with dots. Further on it may be the name of a model, a
    /// log category or the like, except right after `belay`, where nothing has dots.
    private static String plain(String name) {
        if (name.startsWith(QUOTE)) {
            return unquoted(name, 0);
        }
        return name.startsWith("belay." + QUOTE) ? unquoted(name, "belay.".length()) : name;
    }

    private static String unquoted(String name, int start) {
        int end = name.indexOf(QUOTE, start + 1);
        return end < 0 ? name : name.substring(0, start) + name.substring(start + 1, end) + name.substring(end + 1);
    }
}

package dev.belay.edge.cli.boot;

import dev.belay.platform.ConfigFile;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// The YAML file that `--config` or `BELAY_CONFIG` names. It comes after system properties and environment variables,
/// and before the defaults of the application: `smallrye.config.locations` would put it before all of them.
public final class ConfigFileSource implements ConfigSourceFactory {
    /// Set by `--config`; `BELAY_CONFIG` is the same property in the environment.
    public static final String PROPERTY = "belay.config";

    private static final int BELOW_ENVIRONMENT = 275;

    /// @throws IllegalArgumentException if the file cannot be read or is not YAML
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue named = context.getValue(PROPERTY);
        if (named == null || named.getValue() == null || named.getValue().isBlank()) {
            return List.of();
        }
        Path file = Path.of(named.getValue()).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "The config property " + PROPERTY + " names " + file + ", which cannot be read");
        }
        try {
            return List.of(new PropertiesConfigSource(ConfigFile.read(file), file.toString(), BELOW_ENVIRONMENT));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "The config property " + PROPERTY + " names " + file + ", which cannot be used: " + e.getMessage());
        }
    }
}

package dev.belay.tool.guard;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/// Guard and cache as properties configure them.
public record Configured(GuardConfig guard, CacheConfig cache) {

    public static Configured with(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(GuardConfig.class)
                .withMapping(CacheConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return new Configured(config.getConfigMapping(GuardConfig.class), config.getConfigMapping(CacheConfig.class));
    }
}

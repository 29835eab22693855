package dev.belay.notice;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Configuration of notices read as at start.
final class NoticesForTests {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private NoticesForTests() {}

    /// @param properties names without their prefix, and values, in turn
    static SmallRyeConfig config(String... properties) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            values.put("belay.notice." + properties[i], properties[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(NoticeConfig.class)
                .build();
    }

    static NoticeConfig of(String... properties) {
        return config(properties).getConfigMapping(NoticeConfig.class);
    }
}

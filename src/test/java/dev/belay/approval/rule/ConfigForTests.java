package dev.belay.approval.rule;

import dev.belay.approval.ApprovalConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Configuration read as at start, from properties given in a test.
public final class ConfigForTests {
    private ConfigForTests() {}

    /// @param properties names without their prefix, and values, in turn
    public static ApprovalConfig of(String... properties) {
        return whole(properties).getConfigMapping(ApprovalConfig.class);
    }

    static SmallRyeConfig whole(String... properties) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            values.put("belay.approval." + properties[i], properties[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ApprovalConfig.class)
                .build();
    }
}

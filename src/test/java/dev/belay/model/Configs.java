package dev.belay.model;

import dev.belay.exchange.message.Message;
import dev.belay.exchange.message.ResponseFormat;
import dev.belay.exchange.message.Sampling;
import dev.belay.exchange.message.ToolChoice;
import dev.belay.exchange.message.ToolSpec;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.ModelSpec;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Configuration read as at start, from properties given in a test.
public record Configs(ModelsConfig models, RoutesConfig routes, CallsConfig calls) {

    /// @param properties names and values in turn
    public static Configs of(String... properties) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            values.put(properties[i], properties[i + 1]);
        }
        return read(new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(values, "test", 100)));
    }

    public static Configs read(SmallRyeConfigBuilder builder) {
        SmallRyeConfig config = builder.addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ModelsConfig.class)
                .withMapping(RoutesConfig.class)
                .withMapping(CallsConfig.class)
                .build();
        return new Configs(
                config.getConfigMapping(ModelsConfig.class),
                config.getConfigMapping(RoutesConfig.class),
                config.getConfigMapping(CallsConfig.class));
    }

    public Catalog catalog() {
        return Catalog.of(models, routes, calls);
    }

    /// The model `m`, with further properties of it: names without prefix and values in turn.
    public static ModelSpec model(String url, String... properties) {
        String[] all = new String[properties.length + 2];
        all[0] = "belay.models.m.base-url";
        all[1] = url;
        for (int i = 0; i < properties.length; i += 2) {
            all[i + 2] = "belay.models.m." + properties[i];
            all[i + 3] = properties[i + 1];
        }
        return of(all).catalog().model("m").orElseThrow();
    }

    public static ModelDoor.Prompt prompt(String text, ToolSpec... tools) {
        return prompt(List.of(new Message.User(text)), Sampling.DEFAULT, tools);
    }

    public static ModelDoor.Prompt prompt(List<Message> messages, Sampling sampling, ToolSpec... tools) {
        return new ModelDoor.Prompt(messages, List.of(tools), ToolChoice.AUTO, sampling, ResponseFormat.TEXT);
    }

    public static Sampling maxTokens(int limit) {
        return new Sampling(null, null, limit, List.of(), null, Map.of());
    }
}

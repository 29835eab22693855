package dev.belay.model.catalog;

import dev.belay.model.ModelsConfig;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes models of their configuration.
final class ModelSpecs {
    private static final String USUAL_NAME = "gpt-4o-mini";

    private ModelSpecs() {}

    /// An entry that the defaults provide and nobody has filled in.
    static boolean isUnusedSlot(ModelsConfig.Model config) {
        return config.baseUrl().isEmpty() && config.apiKey().isEmpty();
    }

    static ModelSpec of(String id, ModelsConfig.Model config) {
        var room = new ModelSpec.Room(
                config.context().isPresent() ? config.context().getAsInt() : null,
                config.maxOutput().isPresent() ? config.maxOutput().getAsInt() : null,
                config.concurrency(),
                config.firstToken().orElse(null));
        var prices = new Prices(
                config.inputPrice().orElse(null), config.outputPrice().orElse(null));
        var nature =
                new ModelSpec.Nature(Trait.of(config.flags()), config.callForm().orElse(null));
        return new ModelSpec(id, config.name().orElse(USUAL_NAME), access(config), room, prices, nature);
    }

    private static ModelSpec.Access access(ModelsConfig.Model config) {
        Map<String, Secret> headers = config.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> new Secret(header.getValue())));
        return new ModelSpec.Access(
                config.provider(),
                Addresses.of(config.baseUrl(), config.apiVersion(), "chat/completions"),
                config.apiKey().map(String::strip).map(Secret::new).orElse(Secret.NONE),
                config.auth(),
                headers);
    }
}

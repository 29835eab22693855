package dev.belay.model.embedding.door;

import dev.belay.model.catalog.Addresses;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.catalog.Prices;
import dev.belay.model.catalog.Secret;
import dev.belay.model.embedding.EmbeddingCheck;
import dev.belay.model.embedding.EmbeddingConfig;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the embedding model of its configuration.
final class EmbeddingSpecs {
    private EmbeddingSpecs() {}

    static ModelSpec of(EmbeddingConfig config) {
        Map<String, Secret> headers = config.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> new Secret(header.getValue())));
        var access = new ModelSpec.Access(
                config.provider(),
                Addresses.of(config.baseUrl(), config.apiVersion(), "embeddings"),
                config.apiKey().map(String::strip).map(Secret::new).orElse(Secret.NONE),
                config.auth(),
                headers);
        // It writes nothing, so that costs nothing.
        var prices = new Prices(config.inputPrice().orElse(null), BigDecimal.ZERO);
        var room = new ModelSpec.Room(null, null, config.concurrency(), null);
        var nature = new ModelSpec.Nature(Set.of(), null);
        return new ModelSpec(EmbeddingCheck.ID, config.name(), access, room, prices, nature);
    }
}

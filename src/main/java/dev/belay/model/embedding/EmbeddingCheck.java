package dev.belay.model.embedding;

import dev.belay.model.ModelsConfig;
import dev.belay.model.catalog.AccessCheck;
import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;

/// Has the embedding model looked at before anything starts.
public final class EmbeddingCheck implements ConfigCheck {
    /// Its id, beside those of the chat models.
    public static final String ID = "embedding";
    /// Where its properties stand.
    public static final String PREFIX = "belay.embedding";

    private static final int MOST_TEXTS = 2048;
    private static final int MOST_DIMENSIONS = 16_384;

    /// Whether there is an embedding model.
    public static boolean configured(EmbeddingConfig config) {
        return config.baseUrl().isPresent() || config.apiKey().isPresent();
    }

    @Override
    public List<Class<?>> mappings() {
        return List.of(EmbeddingConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig all) {
        EmbeddingConfig config = all.getConfigMapping(EmbeddingConfig.class);
        List<Problem> problems = new ArrayList<>();
        Findings found = new Findings(problems);
        new AccessCheck((property, message) -> problems.add(new Problem(property, message)))
                .all(PREFIX + ".", config.baseUrl(), config.apiKey(), config.headers());
        config.inputPrice()
                .filter(price -> price.signum() < 0)
                .ifPresent(_ -> problems.add(new Problem(PREFIX + ".input-price", "is negative")));
        config.dimensions().ifPresent(count -> found.between("dimensions", count, MOST_DIMENSIONS));
        found.between("concurrency", config.concurrency(), Integer.MAX_VALUE);
        found.between("max-characters", config.maxCharacters(), Integer.MAX_VALUE);
        found.between("max-texts", config.maxTexts(), MOST_TEXTS);
        if (!config.timeout().isPositive()) {
            problems.add(new Problem(PREFIX + ".timeout", "has to be longer than nothing"));
        }
        if (configured(config)
                && all.getConfigMapping(ModelsConfig.class).byId().containsKey(ID)) {
            problems.add(new Problem("belay.models." + ID, "is the id of the embedding model; choose another"));
        }
        return problems;
    }

    private record Findings(List<Problem> problems) {
        void between(String name, int value, int most) {
            if (value < 1 || value > most) {
                String limit = most == Integer.MAX_VALUE ? "has to be positive" : "has to be from 1 to " + most;
                problems.add(new Problem(PREFIX + "." + name, limit));
            }
        }
    }
}

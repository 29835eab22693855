package dev.belay.model;

import dev.belay.exchange.health.Breaker;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What edges may know of models and routes. Holds no key and no header. Thread-safe.
public interface Models {
    /// What to tell where a model is needed and there is none.
    String NONE = "no model is configured: set OPENAI_API_KEY, OPENAI_BASE_URL or belay.models";

    /// All configured models, in the order of their ids.
    List<Facts> models();

    /// All routes by name, without the implicit `model:<id>` ones.
    List<RouteFacts> routes();

    /// The model of that id, if it is configured.
    Optional<Facts> find(String modelId);

    /// Whether a tier can ask this route; true for `model:<id>` of a configured model.
    boolean hasRoute(String route);

    /// Ids of the models that a route asks, in order, also of `model:<id>`; empty for an unknown route.
    List<String> modelsOf(String route);

    /// The most calls to providers that asking this route once can cause; 0 for an unknown route.
    int mostCalls(String route);

    /// The properties that are missing to know what the models of a route cost; empty if none is.
    List<String> missingPrices(String route);

    /// @param name the provider's name of the model
    /// @param host where it is asked
    /// @param traits words of a fixed set: capabilities and quirks that apply
    /// @param breaker whether calls go through, as far as this process knows
    record Facts(String id, String name, Place place, Room room, Set<String> traits, Breaker breaker) {}

    record Place(String provider, String host, int port) {}

    /// Absent values are `null`: not configured. Prices are US dollars per million tokens.
    record Room(Integer context, Integer maxOutput, BigDecimal inputPrice, BigDecimal outputPrice) {}

    /// @param models ids, in order
    /// @param mostCalls the most calls that asking it once can cause
    record RouteFacts(String name, List<String> models, int mostCalls) {
        public RouteFacts {
            models = List.copyOf(models);
        }
    }
}

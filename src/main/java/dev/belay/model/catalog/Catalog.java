package dev.belay.model.catalog;

import dev.belay.model.CallsConfig;
import dev.belay.model.ModelsConfig;
import dev.belay.model.RoutesConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All models and routes of this installation. Immutable.
public final class Catalog {
    /// The route that exists always, though perhaps without a model.
    public static final String DEFAULT_ROUTE = "default";

    private static final String ONE_MODEL = "model:";

    private final SortedMap<String, ModelSpec> models;
    private final Map<String, Route> routes;
    private final int attemptsPerModel;

    private Catalog(SortedMap<String, ModelSpec> models, Map<String, Route> routes, int attemptsPerModel) {
        this.models = models;
        this.routes = routes;
        this.attemptsPerModel = attemptsPerModel;
    }

    /// @throws IllegalStateException if the configuration has errors; the message names each property
    public static Catalog of(ModelsConfig models, RoutesConfig routes, CallsConfig calls) {
        CatalogCheck.requireSound(models, routes, calls);
        SortedMap<String, ModelSpec> specs = new TreeMap<>();
        models.byId().forEach((id, config) -> {
            if (!ModelSpecs.isUnusedSlot(config)) {
                specs.put(id, ModelSpecs.of(id, config));
            }
        });
        return new Catalog(specs, routes(routes, specs), calls.retry().attempts());
    }

    private static Map<String, Route> routes(RoutesConfig config, SortedMap<String, ModelSpec> specs) {
        Map<String, Route> routes = new LinkedHashMap<>();
        RoutesConfig.Route standard = config.byName().get(DEFAULT_ROUTE);
        List<String> ids =
                standard == null ? defaultIds(specs) : standard.models().orElseGet(() -> defaultIds(specs));
        if (!ids.isEmpty()) {
            routes.put(DEFAULT_ROUTE, route(DEFAULT_ROUTE, standard, ids, specs));
        }
        new TreeMap<>(config.byName()).forEach((name, route) -> {
            List<String> own = route.models().orElse(ids);
            if (!name.equals(DEFAULT_ROUTE) && !own.isEmpty()) {
                routes.put(name, route(name, route, own, specs));
            }
        });
        return routes;
    }

    private static List<String> defaultIds(SortedMap<String, ModelSpec> specs) {
        List<String> usual =
                Stream.of("primary", "secondary").filter(specs::containsKey).toList();
        return usual.isEmpty() ? List.copyOf(specs.keySet()) : usual;
    }

    private static Route route(
            String name, RoutesConfig.Route config, List<String> ids, SortedMap<String, ModelSpec> specs) {
        List<ModelSpec> models = ids.stream().distinct().map(specs::get).toList();
        return config == null
                ? new Route(name, models, RoutesConfig.OnNo.STOP, RoutesConfig.OnNo.FALL)
                : new Route(name, models, config.onRejected(), config.onRefused());
    }

    public List<ModelSpec> models() {
        return List.copyOf(models.values());
    }

    public Optional<ModelSpec> model(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /// Named routes, without the implicit ones.
    public List<Route> routes() {
        return List.copyOf(routes.values());
    }

    /// A named route, or the implicit `model:<id>` of one model.
    public Optional<Route> route(String name) {
        if (!name.startsWith(ONE_MODEL)) {
            return Optional.ofNullable(routes.get(name));
        }
        return model(name.substring(ONE_MODEL.length()))
                .map(model -> new Route(name, List.of(model), RoutesConfig.OnNo.STOP, RoutesConfig.OnNo.FALL));
    }

    /// The most calls that asking a route once can cause.
    public int mostCalls(Route route) {
        return route.models().size() * attemptsPerModel;
    }
}

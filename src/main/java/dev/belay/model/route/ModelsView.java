package dev.belay.model.route;

import dev.belay.model.Models;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.catalog.Route;
import dev.belay.model.catalog.Trait;
import dev.belay.model.guard.Gates;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Shows what is configured, and the breakers, to edges.
public final class ModelsView implements Models {
    private final Catalog catalog;
    private final Gates gates;

    public ModelsView(Catalog catalog, Gates gates) {
        this.catalog = catalog;
        this.gates = gates;
    }

    @Override
    public List<Facts> models() {
        return catalog.models().stream().map(this::facts).toList();
    }

    @Override
    public List<RouteFacts> routes() {
        return catalog.routes().stream().map(this::facts).toList();
    }

    @Override
    public Optional<Facts> find(String modelId) {
        return catalog.model(modelId).map(this::facts);
    }

    @Override
    public boolean hasRoute(String route) {
        return catalog.route(route).isPresent();
    }

    @Override
    public List<String> modelsOf(String route) {
        return catalog.route(route).map(ModelsView::ids).orElse(List.of());
    }

    @Override
    public int mostCalls(String route) {
        return catalog.route(route).map(catalog::mostCalls).orElse(0);
    }

    @Override
    public List<String> missingPrices(String route) {
        return catalog.route(route).map(Route::models).orElse(List.of()).stream()
                .flatMap(model -> model.prices().missing("belay.models." + model.id()).stream())
                .toList();
    }

    private Facts facts(ModelSpec model) {
        ModelSpec.Access access = model.access();
        return new Facts(
                model.id(),
                model.name(),
                new Place(access.provider(), access.chat().getHost(), access.port()),
                new Room(
                        model.room().context(),
                        model.room().maxOutput(),
                        model.prices().input(),
                        model.prices().output()),
                model.nature().traits().stream().map(Trait::word).collect(Collectors.toCollection(TreeSet::new)),
                gates.of(model).state());
    }

    private RouteFacts facts(Route route) {
        return new RouteFacts(route.name(), ids(route), catalog.mostCalls(route));
    }

    private static List<String> ids(Route route) {
        return route.models().stream().map(ModelSpec::id).toList();
    }
}

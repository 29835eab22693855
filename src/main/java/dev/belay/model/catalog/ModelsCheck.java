package dev.belay.model.catalog;

import dev.belay.model.CallsConfig;
import dev.belay.model.ModelsConfig;
import dev.belay.model.RoutesConfig;
import dev.belay.platform.ConfigCheck;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/// Has models, routes and calls looked at before anything starts.
public final class ModelsCheck implements ConfigCheck {

    @Override
    public List<Class<?>> mappings() {
        return List.of(ModelsConfig.class, RoutesConfig.class, CallsConfig.class);
    }

    @Override
    public List<Problem> problems(SmallRyeConfig config) {
        return told(CatalogCheck.problems(
                config.getConfigMapping(ModelsConfig.class),
                config.getConfigMapping(RoutesConfig.class),
                config.getConfigMapping(CallsConfig.class)));
    }

    @Override
    public List<Problem> hints(SmallRyeConfig config) {
        return told(CatalogCheck.hints(config.getConfigMapping(ModelsConfig.class)));
    }

    private static List<Problem> told(List<CatalogCheck.Problem> found) {
        return found.stream()
                .map(problem -> new Problem(problem.property(), problem.message()))
                .toList();
    }
}

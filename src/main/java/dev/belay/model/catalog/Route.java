package dev.belay.model.catalog;

import dev.belay.exchange.Failure;
import dev.belay.model.RoutesConfig;
import java.util.List;

/// Models in the order in which they are asked. Not empty.
public record Route(String name, List<ModelSpec> models, RoutesConfig.OnNo onRejected, RoutesConfig.OnNo onRefused) {
    public Route {
        models = List.copyOf(models);
    }

    /// Whether a no of this kind ends the run.
    public boolean stopsOn(Failure no) {
        return (no instanceof Failure.ContentRejected ? onRejected : onRefused) == RoutesConfig.OnNo.STOP;
    }
}

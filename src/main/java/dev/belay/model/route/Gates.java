package dev.belay.model.route;

import dev.belay.model.CallsConfig;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.model.pace.Room;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The gates and rooms of all models, and who of them needs somebody to look at the account. Thread-safe.
public final class Gates {
    private static final Logger LOG = Logger.getLogger(Gates.class);

    private final Map<String, Gate> byModel;
    private final Map<String, Room> rooms;
    private final Set<String> alerted = ConcurrentHashMap.newKeySet();

    public Gates(Catalog catalog, CallsConfig.Breaker breaker, CallsConfig.Queue queue) {
        this.rooms = catalog.models().stream()
                .collect(Collectors.toUnmodifiableMap(
                        ModelSpec::id,
                        model -> new Room(model.id(), model.room().concurrency(), queue)));
        this.byModel = catalog.models().stream()
                .map(model -> Map.entry(model.id(), new Gate(model, breaker)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Room room(ModelSpec model) {
        return rooms.get(model.id());
    }

    Gate of(ModelSpec model) {
        return byModel.get(model.id());
    }

    /// Raises the alarm, once until the model answers again.
    void alert(ModelSpec model, String detail) {
        if (alerted.add(model.id())) {
            LOG.errorf(
                    "ALERT model %s at %s cannot be used: %s. Check belay.models.%s.api-key and the account",
                    model.id(), model.access().chat().getHost(), detail, model.id());
        }
    }

    void answered(ModelSpec model) {
        if (alerted.remove(model.id())) {
            LOG.infof("model %s can be used again", model.id());
        }
    }
}

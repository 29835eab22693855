package dev.belay.model.guard;

import dev.belay.exchange.health.Subject;
import dev.belay.health.Health;
import dev.belay.health.Terms;
import dev.belay.model.CallsConfig;
import dev.belay.model.catalog.Catalog;
import dev.belay.model.catalog.ModelSpec;
import dev.belay.platform.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The gates and rooms of all models, and who of them needs somebody to look at the account. Thread-safe.
public final class Gates {
    private static final Logger LOG = Logger.getLogger(Gates.class);

    private final Map<String, Gate> byModel;
    private final Map<String, Room> rooms;
    private final Function<ModelSpec, String> prefix;
    private final Health health;
    private final Set<String> alerted = ConcurrentHashMap.newKeySet();

    /// @param hold how long a process may hold the right to probe a model
    public Gates(Catalog catalog, CallsConfig calls, Health health, Time time, Duration hold) {
        this(catalog.models(), model -> "belay.models." + model.id(), calls, health, time, hold);
    }

    /// @param prefix of a model's properties, without the last dot
    /// @param hold how long a process may hold the right to probe a model
    public Gates(
            List<ModelSpec> models,
            Function<ModelSpec, String> prefix,
            CallsConfig calls,
            Health health,
            Time time,
            Duration hold) {
        CallsConfig.Breaker breaker = calls.breaker();
        Terms terms = new Terms(breaker.delay(), breaker.successes(), hold);
        this.health = health;
        this.prefix = prefix;
        this.rooms = models.stream()
                .collect(Collectors.toUnmodifiableMap(
                        ModelSpec::id,
                        model -> new Room(model.id(), model.room().concurrency(), calls.queue())));
        this.byModel = models.stream()
                .collect(Collectors.toUnmodifiableMap(
                        ModelSpec::id,
                        model -> new Gate(
                                model,
                                breaker,
                                health,
                                terms,
                                new RetryBudget(calls.retry().budget(), time))));
    }

    public Room room(ModelSpec model) {
        return rooms.get(model.id());
    }

    public Gate of(ModelSpec model) {
        return byModel.get(model.id());
    }

    /// Raises the alarm, once until the model answers again.
    public void alert(ModelSpec model, String detail) {
        if (alerted.add(model.id())) {
            String what = "at %s cannot be used: %s. Check %s.api-key and the account"
                    .formatted(model.access().chat().getHost(), detail, prefix.apply(model));
            health.alert(Subject.model(model.id()), "unauthorized", what);
        }
    }

    public void answered(ModelSpec model) {
        if (alerted.remove(model.id())) {
            LOG.infof("model %s can be used again", model.id());
        }
    }
}

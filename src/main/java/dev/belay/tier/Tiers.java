package dev.belay.tier;

import dev.belay.exchange.health.Breaker;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What there is to know about tiers from outside: which exist, which can be tried, and how they are doing.
@ApplicationScoped
public class Tiers {
    /// In the order in which they are described; some may not be in this build.
    public static final List<String> KNOWN = List.of("native", "adk", "loop", "code", "rules");

    /// What the tiers are annotated with, for when there is no bean yet to be asked.
    static final Map<String, Restarts> RESTARTS = Map.of(
            "native", new Restarts("dev.belay.tier.agent.NativeTier", 2),
            "adk", new Restarts("dev.belay.tier.adk.AdkTier", 1),
            "loop", new Restarts("dev.belay.tier.loop.LoopTier", 0),
            "code", new Restarts("dev.belay.tier.code.CodeTier", 0));

    /// Tiers that are off until they are switched on.
    private static final Set<String> OPTIONAL = Set.of("code");

    private final TiersConfig config;
    private final TierCounts counts;
    private final Map<String, Tier> beans;
    private final TierHealth health;

    Tiers(TiersConfig config, TierCounts counts, @Any Instance<Tier> beans, TierHealth health) {
        this.config = config;
        this.counts = counts;
        this.beans = byId(beans);
        this.health = health;
    }

    /// Looked up once: every request asks several times, and looking beans up by qualifier is not cheap.
    private static Map<String, Tier> byId(Instance<Tier> beans) {
        Map<String, Tier> byId = new LinkedHashMap<>();
        beans.handlesStream().forEach(handle -> byId.put(identifier(handle.getBean()), handle.get()));
        return byId;
    }

    /// Refuses to start with a tier that does not exist, or with none.
    void check(@Observes StartupEvent start) {
        config.order().forEach(id -> known("belay.tiers.order", id));
        config.enabled().keySet().forEach(id -> known("belay.tiers.enabled." + id, id));
        if (order().isEmpty()) {
            throw new IllegalStateException("belay.tiers.order names no tier that is switched on and in this build");
        }
    }

    /// The default order: ids of tiers that can be tried.
    public List<String> order() {
        return config.order().stream()
                .distinct()
                .filter(id -> missing(id) == null)
                .toList();
    }

    /// Those of a chain that can be tried and ask models.
    ///
    /// @param chain ids; empty means the default order
    public List<String> asking(List<String> chain) {
        List<String> ids = chain.isEmpty() ? order() : chain;
        return ids.stream()
                .filter(id -> missing(id) == null && get(id).needsModel())
                .toList();
    }

    /// All ids that mean something, also those of tiers that cannot be tried.
    public Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>(KNOWN);
        ids.addAll(beans.keySet());
        return ids;
    }

    /// Why a tier cannot be tried in this installation, for people; `null` if it can.
    public String missing(String id) {
        if (!enabled(id, config)) {
            return switchedOff(id);
        }
        if (beans.containsKey(id)) {
            return null;
        }
        return KNOWN.contains(id)
                ? "the tier " + id + " is not in this build"
                : "there is no tier \"" + id + "\"; there are: " + String.join(", ", ids());
    }

    /// Whether a tier that asks models can be tried now, as far as this process knows.
    public boolean live(String id) {
        return missing(id) == null && get(id).needsModel() && health.state(id) != Breaker.OPEN;
    }

    /// The tier of that id.
    ///
    /// @throws NoSuchElementException if it is [#missing]
    Tier get(String id) {
        Tier tier = beans.get(id);
        if (tier == null) {
            throw new NoSuchElementException(missing(id));
        }
        return tier;
    }

    /// Whether a tier is switched on, or nobody switched it off.
    public static boolean enabled(String id, TiersConfig config) {
        return config.enabled().getOrDefault(id, !OPTIONAL.contains(id));
    }

    /// Why a tier that is switched off cannot be tried.
    public static String switchedOff(String id) {
        return OPTIONAL.contains(id)
                ? "the tier " + id + " is off unless belay.tiers.enabled." + id + " is true"
                : "the tier " + id + " is switched off by belay.tiers.enabled." + id;
    }

    /// Whether a known tier asks a model, for when there is no bean yet to be asked.
    public static boolean asksModel(String id) {
        return !id.equals("rules");
    }

    /// How far a known tier that asks models may go in one request.
    ///
    /// @param property the value of a configuration property, if it is set
    public static Bound bound(String id, TiersConfig.Agent agent, Function<String, Optional<Integer>> property) {
        Restarts restarts = RESTARTS.get(id);
        int retries = restarts.keys().stream()
                .map(property)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(restarts.retries());
        // Less than none is without end to MicroProfile Fault Tolerance.
        int attempts = retries < 0 ? Integer.MAX_VALUE : retries + 1;
        return new Bound(id, attempts, turns(id, agent));
    }

    /// The most model decisions in one attempt of a known tier.
    public static int turns(String id, TiersConfig.Agent agent) {
        return switch (id) {
            case "loop" -> agent.maxLoopTurns();
            case "code" -> agent.maxCodeTurns();
            default -> agent.maxTurns();
        };
    }

    /// How every tier is doing, those of the default order first.
    public List<Standing> standings() {
        Set<String> ids = new LinkedHashSet<>(order());
        ids.addAll(ids());
        return ids.stream().map(this::standing).toList();
    }

    private Standing standing(String id) {
        String missing = missing(id);
        Breaker breaker = missing == null ? health.state(id) : null;
        return new Standing(id, missing, breaker == null ? null : breaker.word(), counts.of(id));
    }

    private void known(String property, String id) {
        if (!ids().contains(id)) {
            throw new IllegalStateException(property + ": " + missing(id));
        }
    }

    private static String identifier(jakarta.enterprise.inject.spi.Bean<?> bean) {
        return bean.getQualifiers().stream()
                .filter(Identifier.class::isInstance)
                .map(qualifier -> ((Identifier) qualifier).value())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(bean.getBeanClass() + " has no @Identifier"));
    }

    /// @param missing why it cannot be tried, or `null`
    /// @param breaker `closed`, `open`, `half_open`, or `null` for a tier without a breaker
    /// @param attempts outcome to number since the start of this process
    public record Standing(String id, String missing, String breaker, Map<String, Long> attempts) {}

    /// @param attempts of the tier in one request, those after its framework broke included
    /// @param turns in each
    public record Bound(String id, int attempts, int turns) {}

    /// @param type name of the class whose `attempt` is retried
    /// @param retries unless configured otherwise
    record Restarts(String type, int retries) {

        /// Where it can be configured otherwise, the strongest first.
        List<String> keys() {
            return List.of(
                    "quarkus.fault-tolerance.\"" + type + "/attempt\".retry.max-retries",
                    type + "/attempt/Retry/maxRetries",
                    "quarkus.fault-tolerance.\"" + type + "\".retry.max-retries",
                    type + "/Retry/maxRetries",
                    "quarkus.fault-tolerance.global.retry.max-retries",
                    "Retry/maxRetries");
        }
    }
}

package dev.belay.tier.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/// The application with the stage's doors and short times.
public final class Stage implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(StageDoors.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                // Never asked: the stage has its own model.
                "belay.models.primary.base-url", "http://127.0.0.1:9/v1",
                "belay.health.shared", "false",
                "quarkus.fault-tolerance.\"dev.belay.tier.agent.NativeTier$Wait/await\".timeout.value", "3",
                "quarkus.fault-tolerance.\"dev.belay.tier.agent.NativeTier/attempt\".circuit-breaker.delay", "200",
                "quarkus.fault-tolerance.\"dev.belay.tier.agent.NativeTier/attempt\".circuit-breaker.delay-unit",
                        "millis",
                "quarkus.fault-tolerance.\"dev.belay.tier.adk.AdkTier/attempt\".circuit-breaker.delay", "200",
                "quarkus.fault-tolerance.\"dev.belay.tier.adk.AdkTier/attempt\".circuit-breaker.delay-unit", "millis",
                "quarkus.fault-tolerance.\"dev.belay.tier.loop.LoopTier/attempt\".circuit-breaker.delay", "200",
                "quarkus.fault-tolerance.\"dev.belay.tier.loop.LoopTier/attempt\".circuit-breaker.delay-unit",
                        "millis");
    }
}

package dev.belay.tier.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
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
        Map<String, String> config = new HashMap<>(Map.of(
                // Never asked: the stage has its own model.
                "belay.models.primary.base-url", "http://127.0.0.1:9/v1",
                "belay.health.shared", "false",
                "belay.tiers.enabled.code", "true",
                "quarkus.fault-tolerance.\"dev.belay.tier.agent.NativeTier$Wait/await\".timeout.value", "3"));
        for (String tier : List.of("agent.NativeTier", "adk.AdkTier", "loop.LoopTier", "code.CodeTier")) {
            String breaker = "quarkus.fault-tolerance.\"dev.belay.tier." + tier + "/attempt\".circuit-breaker.";
            config.put(breaker + "delay", "200");
            config.put(breaker + "delay-unit", "millis");
        }
        return config;
    }
}

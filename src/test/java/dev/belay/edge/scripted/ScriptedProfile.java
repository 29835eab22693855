package dev.belay.edge.scripted;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/// The edges and the gateway over real HTTP and a real database, with everything behind them scripted.
public class ScriptedProfile implements QuarkusTestProfile {
    public static final int BODY_LIMIT = 200 * 1024;

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedKnown.class, ScriptedRuns.class, ScriptedStrategy.class, ScriptedJournals.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "belay.policies.belay.strategy", "scripted",
                "belay.policies.\"belay/sequential\".strategy", "scripted",
                "belay.policies.\"belay/race\".strategy", "scripted",
                "belay.policies.\"belay/smart\".strategy", "scripted",
                "belay.policies.\"belay/voting\".strategy", "scripted",
                "quarkus.http.test-port", "0",
                "quarkus.http.limits.max-body-size", String.valueOf(BODY_LIMIT));
    }
}

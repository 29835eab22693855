package dev.belay.gateway.admission;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/// By which strategy tasks of a kind are worked on.
@ConfigMapping(prefix = "belay.strategies.by-kind")
public interface KindsConfig {

    /// Names of strategies by kinds of tasks, e.g. `belay.strategies.by-kind.simple: smart`. A request that
    /// names one of these kinds, and no strategy, gets its strategy in place of the policy's; a kind that is
    /// not here is refused.
    @WithParentName
    @ConfigDocMapKey("kind")
    Map<String, String> byKind();
}

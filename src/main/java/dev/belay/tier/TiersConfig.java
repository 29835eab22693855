package dev.belay.tier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;

/// Which tiers there are, in which order, and how far an agent may go within one attempt.
///
/// Times and retries are those of the annotations, overridden by `quarkus.fault-tolerance."<class>/<method>"`
/// keys, e.g. `quarkus.fault-tolerance."dev.belay.tier.agent.NativeTier$Wait/await".timeout.value`.
@ConfigMapping(prefix = "belay.tiers")
public interface TiersConfig {

    /// Ids of the tiers in the order in which they are tried, unless a request or policy says otherwise. Tiers
    /// that are switched off or not in this build are left out.
    @WithDefault("native,adk,loop,rules")
    List<String> order();

    /// Switches a tier off by its id, e.g. `belay.tiers.enabled.adk: false`. A tier that is not named is on, but
    /// `code`, which runs programs that models write, is off until it is named here as `true`. Off means that it
    /// is in no default order, and that a request that names it is refused.
    Map<String, Boolean> enabled();

    /// Limits of the tiers that ask models.
    Agent agent();

    interface Agent {
        /// Most model decisions in one attempt of `native` or `adk`. When it is reached the tier falls.
        @WithDefault("25")
        int maxTurns();

        /// Most model decisions in one attempt of `loop`. When it is reached the tier falls.
        @WithDefault("10")
        int maxLoopTurns();

        /// Most model decisions in one attempt of `code`: programs, and the answer. When it is reached the tier falls.
        @WithDefault("10")
        int maxCodeTurns();

        /// Most tool calls in one attempt. When a decision would exceed it the tier falls.
        @WithDefault("100")
        int maxToolCalls();

        /// How often the same call may bring the same result in one attempt. When a decision asks for it once
        /// more the tier falls as looping.
        @WithDefault("3")
        int maxSameCalls();
    }
}

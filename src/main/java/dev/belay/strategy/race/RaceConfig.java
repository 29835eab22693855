package dev.belay.strategy.race;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How the tiers that ask models race where the strategy is `race`, also called `parallel`.
@ConfigMapping(prefix = "belay.strategies.race")
public interface RaceConfig {

    /// When a further tier starts beside those that are running. `parallel`: at once. `latency`: when the latest
    /// has not answered after `delay`. `dynamic`: when the latest has not answered after as long as it usually
    /// takes, see `percentile`. `fallback`: never. In each of them the next one also starts when one falls.
    @WithDefault("parallel")
    Mode mode();

    /// How long the latest tier is waited for in the mode `latency`, as a duration; in the mode `dynamic` as long as it
    /// is not known how long that tier usually takes.
    @WithDefault("2s")
    Duration delay();

    /// Which of a hundred answers of a tier, the fastest first, says in the mode `dynamic` how long it usually
    /// takes. Measured by this process; those given up count as slower than they were waited for.
    @WithDefault("95")
    int percentile();

    /// From how many answers on, old ones counting less, it is known how long a tier usually takes.
    @WithDefault("20")
    int minSamples();

    /// How many tiers are tried at once at most.
    @WithDefault("4")
    int maxWorkers();

    /// What is different in a policy, by its name. Not set: nothing.
    Map<String, Override> policies();

    interface Override {
        /// As above, for this policy.
        Optional<Mode> mode();

        /// As above, for this policy.
        Optional<Duration> delay();

        /// As above, for this policy.
        Optional<Integer> maxWorkers();
    }

    enum Mode {
        LATENCY,
        FALLBACK,
        PARALLEL,
        DYNAMIC
    }
}

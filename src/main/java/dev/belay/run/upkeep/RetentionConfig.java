package dev.belay.run.upkeep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalLong;

/// How long runs are kept, with their journals, effects and approvals. Runs that are live or rest, and trees with an
/// effect that is in doubt, are kept whatever is set here.
@ConfigMapping(prefix = "belay.retention")
public interface RetentionConfig {

    /// How long a run is kept after its end, as a duration. Zero: no run is deleted because of its age.
    @WithDefault("90d")
    Duration runs();

    /// How many runs are kept; the oldest are deleted first. Not set: any number.
    OptionalLong maxRuns();
}

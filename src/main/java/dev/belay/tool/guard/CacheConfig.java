package dev.belay.tool.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Results of tools that say that theirs may be given again. Kept in memory, each for the caller who asked.
@ConfigMapping(prefix = "belay.tools.cache")
public interface CacheConfig {
    /// How long a result is given again without asking the tool.
    @WithDefault("1h")
    Duration ttl();

    /// How old a result may be that stands in for a tool that fails. Not more than `ttl`: none does.
    @WithDefault("24h")
    Duration stale();

    /// Most results that are kept; those used least go first. 0: none are kept.
    @WithDefault("1000")
    int entries();
}

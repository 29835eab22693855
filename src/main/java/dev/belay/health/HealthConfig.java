package dev.belay.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How processes that share a database tell each other which models and tiers fail.
@ConfigMapping(prefix = "belay.health")
public interface HealthConfig {

    /// Whether they do. If off, the breakers of each process know only what that process saw.
    @WithDefault("true")
    boolean shared();

    /// How long a tier that another process found broken is left alone before one may probe it. That of a model is
    /// `belay.calls.breaker.delay`.
    @WithDefault("10s")
    Duration tierDelay();

    /// How long a process may hold the right to probe without using it; a probe that takes longer keeps it.
    @WithDefault("10s")
    Duration probeHold();

    /// How often the state is read although nobody said that it changed. Also finds out that the database is away.
    @WithDefault("5s")
    Duration refresh();

    /// How long the database may take to answer before the connection is given up, and how long a lost one is left
    /// before the next is tried.
    @WithDefault("2s")
    Duration patience();
}

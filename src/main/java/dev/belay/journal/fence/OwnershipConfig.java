package dev.belay.journal.fence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How processes that share a database share their runs.
@ConfigMapping(prefix = "belay.ownership")
public interface OwnershipConfig {

    /// How long a process that does not renew its lease still owns its runs. It renews three times as often. Shorter
    /// means that others take over sooner, and that a shorter pause of a process costs it its runs.
    @WithDefault("10s")
    Duration lease();

    /// Time between two looks for runs that nobody works on.
    @WithDefault("1s")
    Duration scan();

    /// Whether this process carries on runs that nobody works on. Without, it only finishes its own.
    @WithDefault("true")
    boolean takeOver();

    /// How often a run is taken over from processes that died or stopped, without a tool result or a person's
    /// decision in between, before it ends as failed: one that kills whoever works on it must not kill everybody.
    /// The try of a process that cannot read the run counts as well.
    @WithDefault("10")
    int maxTakeovers();

    /// How long a process that has taken a run over may take to find out about effects that the dead one left
    /// without an outcome and no call asks for again: before the run ends, as one whose deadline has passed, and
    /// before its next tier begins. What is not known then is in doubt. 0: nobody is asked.
    @WithDefault("10s")
    Duration recovery();

    /// How long a stopping process waits for effects that are under way before it hands its runs over.
    @WithDefault("20s")
    Duration handOver();
}

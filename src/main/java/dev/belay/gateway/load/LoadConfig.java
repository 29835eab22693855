package dev.belay.gateway.load;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalLong;

/// How much this process takes on at once. What is beyond is refused with 503 and `Retry-After`, before it costs
/// anything.
@ConfigMapping(prefix = "belay.load")
public interface LoadConfig {

    /// The part of places (`belay.gateway.max-runs`), queue and conversations that one caller (API key) may
    /// have, more than 0 and at most 1, so that something is left for others. 1 switches this off.
    @WithDefault("0.75")
    double callerShare();

    /// How many requests may wait for a place. 0: none waits.
    @WithDefault("256")
    int queue();

    /// How long a request waits for a place, as a duration; never longer than its deadline.
    @WithDefault("1s")
    Duration queueWait();

    /// Most bytes of the bodies of requests that are being read or answered. A length that is declared is taken before
    /// anything is read; a body without one counts as one of `quarkus.http.limits.max-body-size`. Not set: an
    /// eighth of
    /// the heap. Never less than one body of that size.
    OptionalLong maxBodyBytes();

    /// How long the body of a request may take to come, as a duration. A connection that is slower is closed.
    @WithDefault("60s")
    Duration bodyWithin();

    /// Most characters of the conversations of runs that are worked on or wait for a place; a run in the background
    /// counts until its end. One that is longer than this gets in where there is no other. Not set: an eighth of
    /// the heap.
    OptionalLong maxRunCharacters();
}

package dev.belay.edge.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How answers and events are streamed.
@ConfigMapping(prefix = "belay.streams")
public interface StreamConfig {

    /// How long a stream may say nothing before a comment is sent that keeps the connection alive, as a duration. Until
    /// then the status of the response is open, so that a run that fails earlier is answered with an error's
    /// status.
    @WithDefault("5s")
    Duration keepAlive();
}

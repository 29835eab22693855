package dev.belay.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What Belay tells its operators. Traces are configured by OpenTelemetry's own environment variables, which
/// [StandardEnvironment] reads; prompts, arguments and results are in none of it, and no switch puts them there.
@ConfigMapping(prefix = "belay.telemetry")
public interface TelemetryConfig {

    /// How log lines are written: `text` for people, `json` for machines, one object a line with `runId`,
    /// `traceId` and `spanId` in `mdc`.
    @WithDefault("text")
    Logs logs();

    enum Logs {
        TEXT,
        JSON
    }
}

package dev.belay.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What Belay tells its operators. Traces are configured by OpenTelemetry's own environment variables, which
/// [StandardEnvironment] reads. Logs and metrics never hold prompts, arguments or results.
@ConfigMapping(prefix = "belay.telemetry")
public interface TelemetryConfig {

    /// How log lines are written: `text` for people, `json` for machines, one object a line with `runId`,
    /// `traceId` and `spanId` in `mdc`.
    @WithDefault("text")
    Logs logs();

    /// Whether exported spans hold what was said: system instructions, messages, tool arguments and results, as
    /// the `gen_ai.*` attributes that OpenTelemetry's conventions leave to opt in. Configured keys, passwords and
    /// headers are blotted out. Off, nothing of it leaves the process by traces; without an OTLP endpoint nothing
    /// does anyway.
    @WithDefault("false")
    boolean recordContent();

    /// Most characters of each such attribute, from 256. Of longer conversations the newest messages are recorded, of
    /// longer texts the beginning; `belay.content.cut` then says so.
    @WithDefault("8192")
    int contentLimit();

    enum Logs {
        TEXT,
        JSON
    }
}

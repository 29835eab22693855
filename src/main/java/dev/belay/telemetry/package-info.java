/// Spans, metrics and log context of what the core does. The only user of OpenTelemetry and Micrometer.
///
/// Beside the path: the core opens and closes [dev.belay.exchange.Scopes] as it goes down it, and this package
/// follows. Nobody imports it, and it knows of the core only the vocabulary.
package dev.belay.telemetry;

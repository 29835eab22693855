/// What was said, written onto spans: only where `belay.telemetry.record-content` asks for it.
///
/// Called by [dev.belay.telemetry], never calls back. Off, no message is rendered and nothing is held.
package dev.belay.telemetry.content;

package dev.belay.health;

import java.time.Duration;

/// How a model or tier that failed comes back.
///
/// @param delay how long it is left alone before one probe may be made, and again after each that failed
/// @param successes probes that must succeed, one after the other
/// @param hold how long a process may hold the right to probe without using it
public record Terms(Duration delay, int successes, Duration hold) {}

/// Keeps the meters that telemetry counts with, between it and the registry, and says what each of them tells.
package dev.belay.telemetry.meter;

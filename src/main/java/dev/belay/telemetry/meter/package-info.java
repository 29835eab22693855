/// Keeps the meters that telemetry counts with, between it and the registry.
package dev.belay.telemetry.meter;

/// Counts what is announced about models and tiers as such, outside of any run.
package dev.belay.telemetry.health;

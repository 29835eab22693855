/// What hedging gains, and what it costs.
package dev.belay.bench.race;

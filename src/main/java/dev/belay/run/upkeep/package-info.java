/// Keeps the tables of runs small and looks whether they are in order. Beside the path, on timers and on demand.
package dev.belay.run.upkeep;

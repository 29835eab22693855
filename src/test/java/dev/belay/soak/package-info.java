/// A long time of mixed faults, and what is left of it: memory, threads, files, connections and leases of the packaged
/// application while callers go on asking, and after they have left.
package dev.belay.soak;

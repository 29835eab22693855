/// What goes wrong: the wire faults of the catalogue, one small class per way of failing. A fault is handed the
/// stage on which a good reply would be played and decides what of it reaches the caller.
package dev.belay.drill.fault;

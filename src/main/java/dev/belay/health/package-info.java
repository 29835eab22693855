/// What one process learns about a model or tier that fails, all know: a gate in front of each breaker.
///
/// On the path: the breakers of SmallRye decide within a process, and cannot be opened from outside. The
/// [dev.belay.health.SharedGate] before each of them reads memory only; [dev.belay.health.Exchange] keeps that memory
/// and the table `health` alike, over a connection of its own. Without a database each process works alone.
package dev.belay.health;

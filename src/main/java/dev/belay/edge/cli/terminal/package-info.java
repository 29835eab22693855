/// The place a command writes to: what may be drawn there, how wide it is, and what must never reach it.
///
/// On the path, everything that an edge command prints passes here last.
package dev.belay.edge.cli.terminal;

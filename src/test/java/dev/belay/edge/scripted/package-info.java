/// A gateway's surroundings, played by a script: what exists, where runs are kept, and a strategy that does what the
/// last message says. Alternatives, switched on by the tests that want them.
package dev.belay.edge.scripted;

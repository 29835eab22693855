/// Carrying on runs that nobody works on: those of dead processes, those handed over, those that a person or their
/// caller woke. On the path, the gateway is told to carry on what is taken here.
package dev.belay.run.takeover;

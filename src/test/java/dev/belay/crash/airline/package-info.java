/// Recorded conversations of an airline's agent, in which the process dies at every tool call and another one goes on.
package dev.belay.crash.airline;

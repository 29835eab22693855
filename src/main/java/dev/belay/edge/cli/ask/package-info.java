/// Asking: the same question to a gateway in this process or to a server, watched while it is worked on, answered with
/// the same words and the same exit codes.
package dev.belay.edge.cli.ask;

/// The `belay` program: one binary that is server and client. Nothing of Quarkus is loaded before the arguments ask
/// for it.
///
/// On the path, this edge parses a command, calls the gateway of this process or a server's API, and renders.
package dev.belay.edge.cli;

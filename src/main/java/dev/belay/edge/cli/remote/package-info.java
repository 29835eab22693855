/// The commands that only talk to a server, and how they talk to it. Nothing here starts the application: a command is
/// over before Quarkus would have begun.
package dev.belay.edge.cli.remote;

/// The commands by which people look at effects in doubt and say what they found out. They only talk to a server.
package dev.belay.edge.cli.doubts;

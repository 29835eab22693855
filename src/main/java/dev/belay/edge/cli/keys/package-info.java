/// API keys: made, listed and revoked on a server, or in the database of this machine when no server is named, which is
/// how the first key comes to be.
package dev.belay.edge.cli.keys;

/// The way out over HTTP. Every address is checked before it is connected to, and it is the checked address
/// that is connected to.
///
/// On the path: `http_get` and the tools from configuration reach the network only through
/// [dev.belay.tool.egress.Egress].
package dev.belay.tool.egress;

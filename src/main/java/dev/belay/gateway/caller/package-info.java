/// Callers: who asks, by API key, with which scopes and tools.
///
/// On the path before admission: an edge resolves the caller of every request here.
package dev.belay.gateway.caller;

package dev.belay.tool.egress;

import dev.belay.exchange.Cancellation;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A request to be sent.
///
/// @param headers may hold secrets; they are never printed
/// @param body JSON text, or `null`
public record Outgoing(String method, URI uri, Map<String, String> headers, String body, Bounds bounds) {

    /// @param timeout for connecting and for each wait for the next bytes
    /// @param bytes of the body that are read; the rest is left
    /// @param cancellation closes the connection
    public record Bounds(Duration timeout, int bytes, Cancellation cancellation) {}

    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getRawAuthority();
    }
}

package dev.belay.edge.http;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.gateway.Gateway;
import dev.belay.gateway.Streaming;
import dev.belay.gateway.intake.Beside;
import dev.belay.gateway.intake.BodyHash;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.Map;

/// A JSON body that was posted, and what its headers say of it.
public record Posted(byte[] body, HttpHeaders headers) {

    /// Anything but JSON a web page could send across origins without asking first.
    ///
    /// @param body `null` if there was none
    /// @throws NotSupportedException if it is not declared as JSON
    public static Posted json(byte[] body, HttpHeaders headers) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new NotSupportedException();
        }
        return new Posted(body == null ? new byte[0] : body, headers);
    }

    /// The key under which equal requests are one run, or `null`.
    public String idempotencyKey() {
        return headers.getHeaderString(Beside.KEY);
    }

    /// What the headers say of the work.
    public Beside beside() {
        return new Beside(
                idempotencyKey(), headers.getHeaderString(Beside.DEADLINE), headers.getHeaderString(Beside.TIMEOUT));
    }

    /// @param path where it was posted: the same body elsewhere is something else
    /// @param repeated whether the client says that it sends this again by itself
    /// @param streaming how the answer is streamed, or `null`
    public Gateway.Submission submission(
            String path, Request request, Caller caller, boolean repeated, Streaming.Wish streaming) {
        return new Gateway.Submission(request, caller, tracing(), BodyHash.of(path, body), repeated, null, streaming);
    }

    private Map<String, String> tracing() {
        Map<String, String> tracing = new HashMap<>();
        for (String name : new String[] {"traceparent", "tracestate", "baggage"}) {
            String value = headers.getHeaderString(name);
            if (value != null) {
                tracing.put(name, value);
            }
        }
        return tracing;
    }
}

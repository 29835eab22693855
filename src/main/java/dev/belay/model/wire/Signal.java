package dev.belay.model.wire;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.List;

/// What can happen on a connection, in the order in which it did.
sealed interface Signal {

    record Head(int status, HttpHeaders headers) implements Signal {}

    record Bytes(List<ByteBuffer> buffers) implements Signal {}

    record End() implements Signal {}

    record Broken(Throwable cause) implements Signal {}

    /// Somebody cancelled the call.
    record Stopped() implements Signal {}
}

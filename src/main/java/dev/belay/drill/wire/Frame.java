package dev.belay.drill.wire;

import java.nio.charset.StandardCharsets;

/// A piece of a response body as it is sent: one event of a stream, or one slice of a JSON body.
///
/// @param token true if it carries a piece of what the model says, false for what stands around it
public record Frame(byte[] bytes, boolean token) {

    public static Frame event(String data, boolean token) {
        return new Frame(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8), token);
    }
}

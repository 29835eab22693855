package dev.belay.drill;

import java.util.List;
import java.util.Map;

/// One attempt as the provider saw it: a snapshot, taken when the log was read.
///
/// @param number from 1, in the order of arrival
/// @param connection id of the TCP connection, `c1`, `c2`, …
public record Seen(long number, String connection, Asked asked, Played played, Times times) {

    /// @param headers by name in lower case; only harmless values are shown, keys as the beginning of their
    /// hash
    /// @param traceparent as it came, or `null`
    /// @param body the request as it came, or `null` unless bodies are kept
    public record Asked(
            String model,
            boolean streaming,
            Map<String, String> headers,
            String traceparent,
            Shape shape,
            String body) {}

    /// @param messages how many messages the request holds
    /// @param decisions of the model among them
    /// @param results tool results among them, in whatever form they came
    /// @param offered names of natively offered tools
    /// @param textual true if calls are expected as text
    public record Shape(int messages, int decisions, int results, List<String> offered, boolean textual) {}

    /// @param what the conversation and the fault, as in `w08 on rec:12.3#4`
    /// @param attempt 1 for the first at this step of the conversation under this model name
    /// @param status sent, or `null` if none was
    /// @param complete true if a whole response was sent; only those are billed
    public record Played(
            String what, int attempt, Integer status, int inputTokens, int outputTokens, boolean complete) {}

    /// Milliseconds since the stand-in was started.
    ///
    /// @param ended when the last byte was sent or the connection closed, or `null`
    /// @param cancelled when the client was seen to have left before the end, or `null`
    public record Times(long started, Long ended, Long cancelled) {}

    public String model() {
        return asked.model();
    }

    public boolean cancelled() {
        return times.cancelled() != null;
    }
}

package dev.belay.drill.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One attempt as the provider saw it: a snapshot, taken when the log was read.
///
/// @param number from 1, in the order of arrival
/// @param connection id of the TCP connection, `c1`, `c2`, …
public record Seen(long number, String connection, Asked asked, Played played, Sent sent, Times times) {

    /// @param scope whose attempt it was; empty for nobody's in particular
    /// @param path without the scope
    /// @param model for calls of tools: `tools/` and what the tool plays
    /// @param headers by name in lower case; only harmless values are shown, keys as the beginning of their
    /// hash
    public record Asked(String scope, String path, String model, Map<String, String> headers, Shape shape, Raw raw) {

        /// As it came, or `null`.
        public String traceparent() {
            return headers.get("traceparent");
        }

        /// The request as it came, or `null` unless bodies are kept.
        public String body() {
            return raw.text();
        }
    }

    /// @param messages how many messages the request holds
    /// @param decisions of the model among them
    /// @param results tool results among them, in whatever form they came
    /// @param offered names of natively offered tools
    /// @param textual true if calls are expected as text
    public record Shape(
            boolean streaming, int messages, int decisions, int results, List<String> offered, boolean textual) {}

    /// The body of a request.
    ///
    /// @param bytes its length
    /// @param sha256 in hexadecimal
    /// @param text as it came, or `null` unless bodies are kept; bodies above a megabyte are not
    public record Raw(int bytes, String sha256, String text) {}

    /// @param what the conversation and the fault, as in `w08 on rec:12.3#4`
    /// @param attempt 1 for the first at this step of the conversation under this model name
    /// @param status sent, or `null` if none was
    /// @param complete true if a whole response was sent; only those are billed in full
    public record Played(
            String what, int attempt, Integer status, int inputTokens, int outputTokens, boolean complete) {}

    /// What went out, whether or not anybody read it.
    ///
    /// @param id of the response, or empty if nothing that has one was played
    /// @param bytes head and framing included
    /// @param tokens events, or slices of a body, that carried words or calls
    public record Sent(String id, long bytes, int tokens) {}

    /// Milliseconds since the stand-in was started, but for `at`.
    ///
    /// @param at when the whole request had been read
    /// @param started the same moment
    /// @param firstByte when the first byte of the response was handed to the network, or `null`
    /// @param ended when the last byte was sent or the connection closed, or `null`
    /// @param cancelled when the client was seen to have left before the end, or `null`
    public record Times(Instant at, long started, Long firstByte, Long ended, Long cancelled) {}

    public String scope() {
        return asked.scope();
    }

    public String model() {
        return asked.model();
    }

    public boolean cancelled() {
        return times.cancelled() != null;
    }
}

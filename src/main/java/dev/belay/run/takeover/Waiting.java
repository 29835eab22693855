package dev.belay.run.takeover;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.platform.Json;
import dev.belay.run.RunRecord;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The row of a run that this process has taken, as it stands: another release may have written what this one cannot
/// read.
///
/// @param takeovers how often it was taken from dead processes without having got on, or could not be read, this time
///     included
/// @param cancelReason `null` if nobody asked it to stop
record Waiting(
        RunRecord.Head head,
        String bodyHash,
        Texts texts,
        Duration left,
        Why why,
        Taken.Rewind rewind,
        int takeovers,
        String cancelReason) {

    /// JSON.
    ///
    /// @param trace may be `null`
    record Texts(String request, String caller, String trace) {}

    String id() {
        return head.id();
    }

    /// @throws UncheckedIOException if it holds what this release does not know
    Taken read() {
        return new Taken(
                head,
                bodyHash,
                Json.read(texts.request(), Request.class),
                Json.read(texts.caller(), Caller.class),
                trace(),
                left,
                why,
                rewind,
                takeovers);
    }

    /// Empty if it cannot be read: no run stands still for its trace.
    Map<String, String> trace() {
        Map<String, String> headers = new HashMap<>();
        try {
            if (texts.trace() != null) {
                Json.tree(texts.trace())
                        .properties()
                        .forEach(header ->
                                headers.put(header.getKey(), header.getValue().asText()));
            }
        } catch (UncheckedIOException _) {
            headers.clear();
        }
        return headers;
    }
}

package dev.belay.run.takeover;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import dev.belay.journal.Entry.Resumed.Why;
import dev.belay.run.RunRecord;
import java.time.Duration;
import java.util.Map;

/// A run that this process has taken.
///
/// @param bodyHash hash of what the caller sent, or `null`
/// @param request as it was admitted
/// @param caller with what the caller was allowed when the run began
/// @param trace the caller's tracing headers, lower case
/// @param left until the caller's deadline; not positive if it has passed
/// @param why for the journal, see [dev.belay.journal.Entry.Resumed]
/// @param rewind the latest wish to go back, done or not; `null` if there was none
/// @param takeovers how often it was taken from dead processes without having got on, or could not be read, this time
///     included
public record Taken(
        RunRecord.Head head,
        String bodyHash,
        Request request,
        Caller caller,
        Map<String, String> trace,
        Duration left,
        Why why,
        Rewind rewind,
        int takeovers) {

    /// @param to the last entry that is kept
    /// @param from the last entry when it was asked for
    /// @param resume whether the run goes on from there, or rests
    public record Rewind(long to, long from, boolean resume) {}
}

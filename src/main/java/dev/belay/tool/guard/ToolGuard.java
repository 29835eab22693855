package dev.belay.tool.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How one tool is treated while it fails. Thread-safe.
///
/// @param fallbackTool name of the tool that answers in its place, or `null`
public record ToolGuard(String tool, Tries tries, Breaker breaker, String fallbackTool) {

    /// @param most in all, the first included
    /// @param backoff before the second
    /// @param factor by which the wait grows
    /// @param longest wait
    public record Tries(int most, Duration backoff, double factor, Duration longest) {}

    /// The wait before the next try.
    ///
    /// @param tried how often it was tried
    /// @param asked how long the destination asks to be left alone, or `null`
    /// @return `null` if it is not tried again
    public Duration pause(int tried, Duration asked) {
        if (tried >= tries.most() || asked != null && asked.compareTo(tries.longest()) > 0) {
            return null;
        }
        double grown = tries.backoff().toMillis() * Math.pow(tries.factor(), tried - 1.0);
        Duration wait = Duration.ofMillis((long) Math.min(grown, tries.longest().toMillis()));
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }

    /// Asks the breaker for a call.
    ///
    /// @return why not, fit for the model, or `null` if it may go
    public String refusal() {
        Instant until = breaker.refusedUntil();
        return until == null
                ? null
                : tool + " failed several times in a row and is left alone until "
                        + until.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1) + ". It was not called.";
    }
}

package dev.belay.tool;

import java.time.Duration;

/// A tool says no, certainly without effect. The message goes to the model.
public final class ToolFailed extends Exception {
    private final boolean mayPass;
    private final Duration after;

    /// What was asked for is wrong: asking again brings the same no.
    public ToolFailed(String message) {
        this(message, false, null);
    }

    private ToolFailed(String message, boolean mayPass, Duration after) {
        super(message);
        this.mayPass = mayPass;
        this.after = after;
    }

    /// The cause may pass, so the same call is worth another try, which the tool's guard makes. A tool of class
    /// `UNSAFE` says so only if nothing was sent.
    ///
    /// @param after how long the destination asks to be left alone, or `null` if it does not say
    public static ToolFailed forNow(String message, Duration after) {
        return new ToolFailed(message, true, after);
    }

    public boolean mayPass() {
        return mayPass;
    }

    /// How long the destination asks to be left alone, or `null`.
    public Duration after() {
        return after;
    }
}

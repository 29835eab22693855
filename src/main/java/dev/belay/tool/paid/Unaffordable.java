package dev.belay.tool.paid;

import dev.belay.exchange.ControlFlow;

/// No tool call is left, and the tool was not called. Thrown before anything was caused.
public final class Unaffordable extends RuntimeException {
    private final boolean goesOn;
    private final String measure;

    /// @param goesOn whether the policy goes on without the call
    /// @param measure of the request's own budget, if that alone is in the way, or `null`
    Unaffordable(String why, boolean goesOn, String measure) {
        super(why, null, false, false);
        this.goesOn = goesOn;
        this.measure = measure;
    }

    /// Whether the model is told, and the run goes on; otherwise it stops.
    public boolean goesOn() {
        return goesOn;
    }

    public ControlFlow.BudgetStopped stop() {
        return new ControlFlow.BudgetStopped(getMessage(), measure);
    }
}

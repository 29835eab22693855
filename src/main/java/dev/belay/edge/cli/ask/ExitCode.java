package dev.belay.edge.cli.ask;

import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.gateway.Refusal;

/// The exit codes of the state table; 2 is for usage.
public final class ExitCode {
    public static final int FAILED = 1;
    public static final int USAGE = 2;

    private ExitCode() {}

    public static int of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> 0;
            case Outcome.Degraded _ -> 3;
            case Outcome.Rejected _ -> 4;
            case Outcome.Cancelled _ -> 130;
            case Outcome.Failed _ -> FAILED;
            case Outcome.NeedsHuman _ -> 5;
            case Outcome.InDoubt _ -> 6;
            case Outcome.BudgetStopped _ -> 7;
        };
    }

    /// The same for a run that a server tells of. A run that is still at work has brought no answer yet.
    public static int of(RunState state) {
        return switch (state) {
            case SUCCEEDED -> 0;
            case DEGRADED -> 3;
            case REJECTED -> 4;
            case CANCELLED -> 130;
            case FAILED, RUNNING -> FAILED;
            case NEEDS_HUMAN -> 5;
            case IN_DOUBT -> 6;
            case BUDGET_STOPPED -> 7;
        };
    }

    /// Whether the request was at fault, or something else.
    public static int of(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID, UNSUPPORTED, UNKNOWN, KEY_REUSED -> USAGE;
            case FORBIDDEN, CONFLICT, OVERLOADED -> FAILED;
        };
    }
}

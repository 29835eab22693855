package dev.belay.exchange;

/// Where a run is. Edges never render this directly: they switch over [Outcome], so a new end breaks their compile.
public enum RunState {
    RUNNING(Kind.LIVE),
    SUCCEEDED(Kind.FINAL),
    DEGRADED(Kind.FINAL),
    REJECTED(Kind.FINAL),
    CANCELLED(Kind.FINAL),
    FAILED(Kind.FINAL),
    NEEDS_HUMAN(Kind.RESTING),
    IN_DOUBT(Kind.RESTING),
    BUDGET_STOPPED(Kind.RESTING);

    /// A resting run can be resumed with a new deadline; a final one cannot.
    public enum Kind {
        LIVE,
        RESTING,
        FINAL
    }

    private final Kind kind;

    RunState(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

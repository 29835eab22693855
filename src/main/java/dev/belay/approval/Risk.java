package dev.belay.approval;

/// How much harm a call can do, from rules on its tool and arguments. Later constants are worse.
public enum Risk {
    LOW,
    MEDIUM,
    HIGH,
    /// Goes to senior reviewers at once.
    CRITICAL;

    public boolean atLeast(Risk other) {
        return compareTo(other) >= 0;
    }
}

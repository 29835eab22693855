package dev.belay.statistics;

/// What sums are kept for.
///
/// @param kind of task, as [dev.belay.exchange.BelayEvent.Task]
/// @param tools names of the tools that were offered, sorted, with commas; may be empty
/// @param outcome `held`, `stopped`, or the reason of the fall
record Key(String tier, String kind, String tools, String outcome) {
    static final String HELD = "held";
    /// A person, a budget or the caller stopped the run, or another branch won it: nothing is said of the tier.
    static final String STOPPED = "stopped";
    /// Stands for whatever comes when there are too many keys.
    private static final String OTHER = "other";

    Key lumped() {
        return new Key(tier, OTHER, OTHER, outcome);
    }
}

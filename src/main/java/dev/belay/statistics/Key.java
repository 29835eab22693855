package dev.belay.statistics;

import dev.belay.exchange.RunState;
import java.util.Locale;

/// What sums are kept for.
///
/// @param kind of task, as [dev.belay.exchange.BelayEvent.Task]
/// @param tools names of the tools that were offered, sorted, with commas; may be empty
/// @param tier its id, or empty for whole runs
/// @param outcome `held`, `stopped`, or the reason of the fall; of a run, its state
/// @param variant of the experiment that the run belongs to, or empty
record Key(String tier, String kind, String tools, String outcome, String variant) {
    static final String HELD = "held";
    /// A person, a budget or the caller stopped the run, or another branch won it: nothing is said of the tier.
    static final String STOPPED = "stopped";
    /// Stands for whatever comes when there are too many keys.
    private static final String OTHER = "other";

    Key(String tier, String kind, String tools, String outcome) {
        this(tier, kind, tools, outcome, "");
    }

    /// A whole run that belongs to an experiment.
    static Key run(String variant, RunState state) {
        return new Key("", "", "", state.name().toLowerCase(Locale.ROOT), variant);
    }

    Key lumped() {
        return new Key(tier, OTHER, OTHER, outcome, variant);
    }
}

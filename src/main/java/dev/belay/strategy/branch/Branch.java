package dev.belay.strategy.branch;

import dev.belay.exchange.BelayEvent.BranchStage;
import dev.belay.exchange.Cancellation;
import dev.belay.tier.Passage;

/// One tier at work on the run in a branch of its own. Thread-safe.
public final class Branch {
    private final String tier;
    private final Passage.Part passage;
    private final Cancellation cancellation;
    private final long began;
    private volatile boolean taken;

    /// @param began by the track's clock
    Branch(String tier, Passage.Part passage, Cancellation cancellation, long began) {
        this.tier = tier;
        this.passage = passage;
        this.cancellation = cancellation;
        this.began = began;
    }

    public String tier() {
        return tier;
    }

    /// Counts the branches of the run, from 1.
    public int number() {
        return passage.number();
    }

    /// By the track's clock.
    public long began() {
        return began;
    }

    /// Whether the run went on in it.
    public boolean taken() {
        return taken;
    }

    Passage.Part passage() {
        return passage;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /// Writes down what became of it.
    ///
    /// @param why for people
    public void came(BranchStage stage, String why) {
        passage.came(stage, why);
        taken |= stage.taken();
    }
}

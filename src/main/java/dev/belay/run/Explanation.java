package dev.belay.run;

import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import java.time.Instant;
import java.util.List;

/// The truth about a run, told in order: what was tried, why it fell, what was carried over, what acted, what it cost.
/// Read from the journal and the ledger alone.
public record Explanation(
        String runId, RunState state, String summary, List<Step> steps, List<Effect> effects, Usage usage) {

    /// @param kind `attempt`, `model_failed`, `decision`, `correction`, `tool`, `fell`, `held`, `ended`
    /// @param text one sentence for people
    public record Step(long seq, Instant at, String kind, String tier, String text) {}

    /// @param state the ledger's
    public record Effect(String tool, String effectClass, String state, Instant at) {}
}

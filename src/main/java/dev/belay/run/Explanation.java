package dev.belay.run;

import dev.belay.budget.Standing;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import java.time.Instant;
import java.util.List;

/// The truth about a run, told in order: what was tried, why it fell, what was carried over, what acted, what it cost.
/// Read from the journal and the ledger alone.
///
/// @param budgets of the request, shared by its tree of runs: what was reserved, what settled, what is left
public record Explanation(
        String runId,
        RunState state,
        String summary,
        List<Step> steps,
        List<Effect> effects,
        Usage usage,
        List<Standing> budgets) {
    public Explanation {
        budgets = List.copyOf(budgets);
    }

    /// Of a run that no budget of its own bounds.
    public Explanation(
            String runId, RunState state, String summary, List<Step> steps, List<Effect> effects, Usage usage) {
        this(runId, state, summary, steps, effects, usage, List.of());
    }

    Explanation with(List<Standing> standings) {
        return new Explanation(runId, state, summary, steps, effects, usage, standings);
    }

    /// @param kind `attempt`, `model_failed`, `decision`, `correction`, `tool`, `fell`, `held`, `chosen`, `ended`
    /// @param text one sentence for people
    public record Step(long seq, Instant at, String kind, String tier, String text) {}

    /// @param state the ledger's
    public record Effect(String tool, String effectClass, String state, Instant at) {}
}

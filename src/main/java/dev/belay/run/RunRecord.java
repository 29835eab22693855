package dev.belay.run;

import dev.belay.exchange.Answer;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import java.time.Instant;

/// A run as it is stored and shown.
///
/// @param outcome `null` while the run is live
/// @param usage everything the run used, failed attempts included
public record RunRecord(Head head, RunState state, Outcome outcome, Usage usage, int attempts) {

    /// @param endedAt `null` while the run is live
    public record Head(
            String id, String rootId, String callerId, String strategy, String policy, String session, Times times) {}

    public record Times(Instant startedAt, Instant endedAt) {}

    /// The answer, if the outcome holds one.
    public Answer answer() {
        return switch (outcome) {
            case Outcome.Succeeded(Answer answer) -> answer;
            case Outcome.Degraded(Answer answer) -> answer;
            case Outcome.InDoubt inDoubt -> inDoubt.answer();
            case null -> null;
            case Outcome.Rejected _,
                    Outcome.Cancelled _,
                    Outcome.Failed _,
                    Outcome.NeedsHuman _,
                    Outcome.BudgetStopped _ -> null;
        };
    }
}

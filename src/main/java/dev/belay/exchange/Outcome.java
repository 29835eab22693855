package dev.belay.exchange;

import java.util.List;
import java.util.Optional;

/// How a run ended or where it rests: the state table of the design. Every edge renders it by an exhaustive switch.
public sealed interface Outcome {

    RunState state();

    /// The answer of a run that ended with one. What a run in doubt still had to say is none yet.
    default Optional<Answer> answered() {
        return switch (this) {
            case Succeeded(Answer answer) -> Optional.of(answer);
            case Degraded(Answer answer) -> Optional.of(answer);
            case Rejected _, Cancelled _, Failed _, NeedsHuman _, InDoubt _, BudgetStopped _ -> Optional.empty();
        };
    }

    /// An answer as asked for; also one that consists of calls to the caller's own tools.
    record Succeeded(Answer answer) implements Outcome {
        @Override
        public RunState state() {
            return RunState.SUCCEEDED;
        }
    }

    /// An answer, but less than what was asked for; its label is in the answer's provenance.
    record Degraded(Answer answer) implements Outcome {
        @Override
        public RunState state() {
            return RunState.DEGRADED;
        }
    }

    /// The provider's or our own policy said no.
    record Rejected(String reason) implements Outcome {
        @Override
        public RunState state() {
            return RunState.REJECTED;
        }
    }

    record Cancelled(String reason) implements Outcome {
        @Override
        public RunState state() {
            return RunState.CANCELLED;
        }
    }

    /// No tier held.
    ///
    /// @param cause the most telling of the reasons for which tiers fell
    /// @param guidance what failed, what to try, what to check
    record Failed(Failure cause, Guidance guidance) implements Outcome {
        @Override
        public RunState state() {
            return RunState.FAILED;
        }
    }

    /// A person has to decide.
    record NeedsHuman(String question, String tool) implements Outcome {
        @Override
        public RunState state() {
            return RunState.NEEDS_HUMAN;
        }
    }

    /// Whether some effects happened is not known.
    ///
    /// @param effects a line per effect in doubt: tool and what is known
    /// @param answer what the chain still had to say, or `null`
    record InDoubt(List<String> effects, Answer answer) implements Outcome {
        public InDoubt {
            effects = List.copyOf(effects);
        }

        @Override
        public RunState state() {
            return RunState.IN_DOUBT;
        }
    }

    /// The money, tokens or calls allowed to the run are used up; everything done is kept.
    record BudgetStopped(String reason) implements Outcome {
        @Override
        public RunState state() {
            return RunState.BUDGET_STOPPED;
        }
    }

    /// Help for whoever reads a failure. It is never presented as an answer.
    record Guidance(String whatFailed, String whatToTry, String whatToCheck) {}
}

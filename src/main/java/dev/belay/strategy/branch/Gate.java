package dev.belay.strategy.branch;

import dev.belay.exchange.Cancellation;
import dev.belay.tier.Passage;

/// What becomes of a call of a branch that would act. Asked on the thread that the branch works on, which may be kept
/// waiting: nothing has begun yet, and nothing is begun unless the gate returns.
///
/// Not asked any more once the run went on in the branch.
@FunctionalInterface
public interface Gate {

    /// Returns when the call may act: then the run has gone on in the branch, by [Branches#take].
    ///
    /// @param attempt a gate that waits stops waiting when this is cancelled
    /// @throws dev.belay.exchange.ControlFlow.Cancelled if it never may
    void asks(Branch branch, Passage.Act act, Cancellation attempt);
}

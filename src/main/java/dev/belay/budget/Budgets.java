package dev.belay.budget;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Request;
import java.util.List;

/// All budgets. Thread-safe.
///
/// Methods that read or write throw [dev.belay.journal.JournalUnavailable] if the database did not answer.
public interface Budgets {

    /// Where nothing is bounded.
    Budgets NONE = new Budgets() {
        @Override
        public Purse open(Spender spender, Request.Allowance own, Breach breach) {
            return Purse.NONE;
        }

        @Override
        public Purse of(String runId) {
            return Purse.NONE;
        }

        @Override
        public void close(String runId, Purse purse) {}

        @Override
        public void presume(String rootId) {}

        @Override
        public void raise(String rootId, Caller caller, Request.Allowance wanted) {}

        @Override
        public List<Standing> list(Caller caller, int limit) {
            return List.of();
        }

        @Override
        public List<Standing> ofRequest(String rootId) {
            return List.of();
        }
    };

    /// Opens the purse of a run that this process works on from now on. Asks nobody.
    ///
    /// @param own what the request itself allows, or `null`
    Purse open(Spender spender, Request.Allowance own, Breach breach);

    /// Opens the purse of a shadow of a run: its own budget, which bounds all shadows of that name together, each day
    /// anew. No other budget is asked or charged. Closed as any other.
    ///
    /// @param daily what they may use
    default Purse shadow(String runId, String name, Request.Allowance daily) {
        return Purse.NONE;
    }

    /// The purse of a run that this process works on; [Purse#NONE] if nothing bounds it.
    Purse of(String runId);

    /// The work that this purse was opened for is over; the run may have been taken up again meanwhile, with another.
    /// What is under way is settled all the same.
    void close(String runId, Purse purse);

    /// Counts what dead processes had set aside for a tree of runs as spent: the most that it can have been.
    ///
    /// @throws dev.belay.exchange.ControlFlow.Disowned if the database did not answer: the run rests until it does
    void presume(String rootId);

    /// Allows more to a request. What is not named stays as it is; it is the new limit in all, so saying it twice
    /// is saying it once.
    ///
    /// @throws IllegalArgumentException if it is less than before
    void raise(String rootId, Caller caller, Request.Allowance wanted);

    /// The budgets that the caller may see, latest used first. Administrators see all.
    List<Standing> list(Caller caller, int limit);

    /// The budgets of a request.
    List<Standing> ofRequest(String rootId);

    /// On whose behalf something is spent.
    ///
    /// @param session may be `null`
    /// @param policy name of the policy, or id of the model that is used plainly
    record Spender(String runId, String rootId, String callerId, String session, String policy) {}
}

package dev.belay.budget;

import dev.belay.exchange.Scopes;

/// The budgets that bound one run. Called from any thread: branches of a run share it.
///
/// Methods that write throw [dev.belay.journal.JournalUnavailable] if the database did not answer; then the step may
/// not be taken.
public interface Purse {
    /// No budget bounds the run. Nothing is written, and the database is not asked.
    Purse NONE = new Purse() {
        @Override
        public boolean bounds(Measure measure) {
            return false;
        }

        @Override
        public Breach onBreach() {
            return Breach.STOP;
        }

        @Override
        public Grant reserve(Need need, Scopes.Scope scope) {
            throw new IllegalStateException("nothing is bounded");
        }

        @Override
        public void settle(Grant.Held held, Spent spent, Scopes.Scope scope) {
            throw new IllegalStateException("nothing is bounded");
        }
    };

    /// Whether any budget counts this.
    boolean bounds(Measure measure);

    /// Whether any budget counts what a call to a model uses.
    default boolean boundsModels() {
        return bounds(Measure.USD) || bounds(Measure.TOKENS) || bounds(Measure.MODEL_CALLS) || bounds(Measure.SECONDS);
    }

    /// What the policy of the run says.
    Breach onBreach();

    /// Sets aside the most that a step may use, in all budgets concerned or in none. One round trip.
    ///
    /// @param scope hears of a budget that is used up
    Grant reserve(Need need, Scopes.Scope scope);

    /// Counts what was used and gives back the rest. One round trip; the second time it changes nothing. If the
    /// database does not answer, it is tried again later, and what was set aside stays so until then.
    void settle(Grant.Held held, Spent spent, Scopes.Scope scope);
}

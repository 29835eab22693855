package dev.belay.ledger;

import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectLedger.Act;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectLedger.Intent;
import dev.belay.ledger.EffectLedger.Outcome;
import dev.belay.ledger.EffectLedger.Transacted;
import dev.belay.platform.Database;
import dev.belay.platform.Time;
import dev.belay.platform.transaction.Transaction;
import java.sql.SQLException;
import java.time.Duration;

/// Effect, ledger row and journal entry in one transaction.
///
/// Whoever claims the same key meanwhile waits at the unique index until this transaction is over, also when the
/// connection to it is lost in the middle of its commit.
final class LedgerTransaction {
    private final Database database;
    private final Time time;
    private final UnderWay.Held held;

    /// @param held the key of the effect
    LedgerTransaction(Database database, Time time, UnderWay.Held held) {
        this.database = database;
        this.time = time;
        this.held = held;
    }

    /// @throws SQLException if nothing was committed, or that is not known
    Transacted run(Intent intent, Duration limit, EffectTable.Claimer by, RunJournal journal, Act act)
            throws SQLException {
        Outcome outcome;
        try (Transaction transaction = Transaction.begin(database.source(), limit)) {
            EffectTable table = new EffectTable(transaction.database());
            Claim other = claim(table, intent, limit, by);
            if (other != null) {
                return new Transacted.NotMine(other);
            }
            outcome = act.perform(transaction.lent());
            if (outcome.state() instanceof EffectState.Done && held.commit()) {
                return settled(outcome, journal, seq -> commit(transaction, outcome, place(by, journal, seq)));
            }
        }
        return refused(intent, by, journal, outcome);
    }

    /// @return `null` if the effect is ours to cause
    private Claim claim(EffectTable table, Intent intent, Duration limit, EffectTable.Claimer by) throws SQLException {
        while (true) {
            EffectTable.Claimed claimed = table.claim(intent, limit, by);
            if (!claimed.owned()) {
                throw StoredLedger.disowned(intent.runId());
            }
            // An orphan has no effect: that would have been committed with its outcome.
            if (claimed.mine()
                    || claimed.orphan()
                            && table.adopt(intent, limit, claimed.claim(), by).isPresent()) {
                return null;
            }
            Claim recorded = StoredLedger.recorded(claimed, intent);
            if (recorded != null) {
                return recorded;
            }
            if (claimed.state() instanceof EffectState.Started && !claimed.orphan()) {
                return new Claim.AskPerson(intent.key().tool() + " is being called under the same key elsewhere");
            }
        }
    }

    private static Transacted settled(Outcome outcome, RunJournal journal, java.util.function.LongConsumer write) {
        Entry entry = journal.appendWith(outcome.fact(), write);
        return new Transacted.Settled(entry, outcome.state());
    }

    private EffectTable.Place place(EffectTable.Claimer by, RunJournal journal, long seq) {
        return new EffectTable.Place(journal.runId(), by.fence(), seq, time.now());
    }

    private void commit(Transaction transaction, Outcome outcome, EffectTable.Place place) {
        try {
            EffectTable.settle(transaction, held, outcome.state(), place, outcome.fact());
        } catch (SQLException e) {
            throw new LedgerUnavailable("whether an effect was committed is not known yet", e);
        }
    }

    /// What the tool did is undone; that it failed is written down afterwards, in one statement.
    private Transacted refused(Intent intent, EffectTable.Claimer by, RunJournal journal, Outcome outcome)
            throws SQLException {
        Outcome failed = outcome.state() instanceof EffectState.Failed
                ? outcome
                : outcome.givenUp("its time was over, and what it did was undone");
        EffectTable table = new EffectTable(database);
        try {
            return settled(failed, journal, seq -> undone(table, intent, by, failed, place(by, journal, seq)));
        } catch (NotUndone _) {
            EffectTable.Standing standing = table.standing(intent.key().hash()).orElse(null);
            if (standing == null || !(standing.state() instanceof EffectState.Done done)) {
                throw StoredLedger.disowned(intent.runId());
            }
            return new Transacted.NotMine(new Claim.Recorded(done));
        }
    }

    private static void undone(
            EffectTable table, Intent intent, EffectTable.Claimer by, Outcome failed, EffectTable.Place place) {
        try {
            if (!table.undone(intent, (EffectState.Failed) failed.state(), by, place, failed.fact())) {
                throw new NotUndone();
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("the outcome of an effect could not be written", e);
        }
    }

    /// The row says something else already.
    private static final class NotUndone extends RuntimeException {
        NotUndone() {
            super(null, null, false, false);
        }
    }
}

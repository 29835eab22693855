package dev.belay.ledger;

import dev.belay.exchange.Cancellation;
import dev.belay.exchange.ControlFlow;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.Journals;
import dev.belay.journal.RunJournal;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The ledger in PostgreSQL. Who claims a key that somebody holds waits for the outcome: on a latch if the holder is in
/// this process, by looking now and then if it is in another.
@ApplicationScoped
class StoredLedger implements EffectLedger {
    private static final String NO_OUTCOME = "started, and no outcome within the tool's time limit";
    /// Lets a tool that is given up at its limit write down its own outcome first.
    private static final Duration GRACE = Duration.ofMillis(200);

    /// What is sent so soon after its row was written needs no further mark.
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Database database;
    private final EffectTable table;
    private final EffectList list;
    private final UnderWay underWay;
    private final Journals journals;
    private final Time time;
    private final Pause pause;
    private final Ids ids;
    /// Claims that may have been committed though we were told that they failed, by key.
    private final Map<String, Unheard> unheard = new ConcurrentHashMap<>();

    @Inject
    StoredLedger(Database database, Journals journals, Time time, Pause pause, Ids ids) {
        this.database = database;
        this.table = new EffectTable(database);
        this.list = new EffectList(database);
        this.underWay = new UnderWay(time, pause);
        this.journals = journals;
        this.time = time;
        this.pause = pause;
        this.ids = ids;
    }

    @Override
    public Claim claim(Intent intent, Duration timeout) {
        long fence = fence(intent);
        UnderWay.Held held = enter(intent.key());
        boolean mine = false;
        try {
            Claim claim = claimAlone(held, intent, timeout, fence);
            mine = claim instanceof Claim.Mine || claim instanceof Claim.Adopted;
            return claim;
        } catch (SQLException e) {
            throw new LedgerUnavailable("the effect ledger does not answer", e);
        } finally {
            if (mine) {
                underWay.begin(held, timeout);
            } else {
                underWay.leave(held);
            }
        }
    }

    /// The number under which the run that asks is worked on here.
    private long fence(Intent intent) {
        RunJournal journal = journals.of(intent.runId());
        if (!journal.durable()) {
            throw new IllegalStateException("run " + intent.runId() + " keeps no journal, so "
                    + intent.key().tool() + " may not act in it");
        }
        return journal.fence();
    }

    /// Returns as the only thread of this process that holds the key.
    private UnderWay.Held enter(EffectKey key) {
        UnderWay.Held mine = new UnderWay.Held(key);
        for (UnderWay.Held other = underWay.enter(mine); other != null; other = underWay.enter(mine)) {
            waitFor(other);
        }
        return mine;
    }

    /// Claims as the only thread of this process that does.
    private Claim claimAlone(UnderWay.Held held, Intent intent, Duration timeout, long fence) throws SQLException {
        release(held.hash());
        while (true) {
            EffectTable.Claimer by = new EffectTable.Claimer(ids.run(), fence);
            UnderWay.Moment before = underWay.now();
            EffectTable.Claimed claimed = heard(intent, timeout, by);
            if (!claimed.owned()) {
                throw disowned(intent.runId());
            }
            if (claimed.mine()) {
                held.claimed(by.claim());
                held.marked(before);
                return new Claim.Mine(held);
            }
            if (claimed.orphan()) {
                Optional<EffectTable.Age> age = table.adopt(intent, timeout, claimed.claim(), by);
                if (age.isPresent()) {
                    held.claimed(by.claim());
                    return new Claim.Adopted(
                            held, age.get().started(), age.get().sent().minus(AT_ONCE));
                }
                continue;
            }
            Claim recorded = recorded(claimed, intent);
            if (recorded != null) {
                return recorded;
            }
            if (claimed.state() instanceof EffectState.Started) {
                watch(held.hash(), claimed);
            }
            // Otherwise somebody wrote the row between our look and our write: look again, it is visible now.
        }
    }

    private EffectTable.Claimed heard(Intent intent, Duration timeout, EffectTable.Claimer by) throws SQLException {
        try {
            return table.claim(intent, timeout, by);
        } catch (SQLException e) {
            unheard.put(intent.key().hash(), new Unheard(intent.key().rootRun(), by.claim()));
            throw e;
        }
    }

    private void release(String hash) throws SQLException {
        Unheard claim = unheard.get(hash);
        if (claim != null) {
            table.release(hash, claim.claim());
            unheard.remove(hash, claim);
        }
    }

    @Override
    public Transacted transact(Intent intent, Duration limit, RunJournal journal, Act act) {
        UnderWay.Held held = enter(intent.key());
        try {
            var by = new EffectTable.Claimer(ids.run(), fence(intent));
            held.claimed(by.claim());
            underWay.begin(held, limit);
            release(held.hash());
            return new LedgerTransaction(database, time, held).run(intent, limit, by, journal, act);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the transaction of " + intent.key().tool() + " could not be made", e);
        } finally {
            underWay.leave(held);
        }
    }

    static ControlFlow.Disowned disowned(String runId) {
        return ControlFlow.Disowned.refused(runId);
    }

    /// What the row says to a claim that was not granted, or `null` if that is still to come.
    static Claim recorded(EffectTable.Claimed claimed, Intent intent) {
        return switch (claimed.state()) {
            case EffectState.Done done -> new Claim.Recorded(done);
            case EffectState.InDoubt inDoubt -> new Claim.Recorded(inDoubt);
            case EffectState.Superseded _, EffectState.Intended _ ->
                new Claim.AskPerson("this call of " + intent.key().tool() + " waits for a decision");
            case EffectState.Started _ -> null;
            case EffectState.Failed _ -> claimed.doubt() ? inDoubt(intent) : null;
            case null -> claimed.doubt() ? inDoubt(intent) : null;
        };
    }

    /// Another process holds the key.
    private void watch(String hash, EffectTable.Claimed other) throws SQLException {
        Duration left = other.left();
        if (!left.isPositive()) {
            table.giveUpOverdue(hash, other.claim(), NO_OUTCOME);
            return;
        }
        pause.await(left.compareTo(BETWEEN_LOOKS) < 0 ? left.plusMillis(1) : BETWEEN_LOOKS, new Cancellation());
    }

    @Override
    public Sending sends(Hold hold, RunJournal journal) {
        UnderWay.Held held = (UnderWay.Held) hold;
        if (underWay.markedWithin(held, AT_ONCE)) {
            return Sending.NOW;
        }
        UnderWay.Moment before = underWay.now();
        try {
            if (table.sends(held, journal.runId(), journal.fence())) {
                held.marked(before);
                return underWay.markedWithin(held, AT_ONCE) ? Sending.NOW : Sending.LATE;
            }
            boolean settled = table.standing(held.hash())
                    .map(row -> row.claim().equals(held.claim()) && !(row.state() instanceof EffectState.Started))
                    .orElse(false);
            if (!settled) {
                throw disowned(journal.runId());
            }
            return Sending.GIVEN_UP;
        } catch (SQLException e) {
            throw new LedgerUnavailable("that " + held.key().tool() + " is sent could not be written", e);
        }
    }

    @Override
    public Entry settle(Hold hold, EffectState outcome, RunJournal journal, Entry.ToolDone fact) {
        if (!journal.durable()) {
            throw new IllegalStateException("the outcome of an effect belongs into a durable journal");
        }
        UnderWay.Held held = (UnderWay.Held) hold;
        Entry entry;
        try {
            entry = record(held, outcome, journal, fact);
        } catch (IllegalStateException | ControlFlow.Disowned e) {
            underWay.leave(held);
            throw e;
        } catch (JournalUnavailable e) {
            underWay.owe(held, () -> settle(held, outcome, journal, fact));
            throw new LedgerUnavailable("the outcome of " + held.key().tool() + " could not be written", e);
        }
        underWay.leave(held);
        return entry;
    }

    @Override
    public void release(Hold hold, Intent intent, String question) {
        UnderWay.Held held = (UnderWay.Held) hold;
        EffectState.Started started = new EffectState.Started();
        EffectState back = intent.approval() == null ? started.released(question) : started.releasedUnspent();
        long fence = fence(intent);
        try {
            // An earlier try may have come through unheard; then the row is as it left it.
            boolean ours = table.giveBack(held, intent, back, fence)
                    || table.standing(held.hash())
                            .map(row -> row.owner() == fence)
                            .orElse(false);
            underWay.leave(held);
            if (!ours) {
                throw disowned(intent.runId());
            }
        } catch (SQLException e) {
            underWay.owe(held, () -> release(held, intent, question));
            throw new LedgerUnavailable("that " + intent.key().tool() + " was not begun could not be written", e);
        }
    }

    @Override
    public void leave(Hold hold, RunJournal journal) {
        UnderWay.Held held = (UnderWay.Held) hold;
        try {
            table.leave(held, journal.runId(), journal.fence());
            underWay.leave(held);
        } catch (SQLException e) {
            underWay.owe(held, () -> leave(held, journal));
            throw new LedgerUnavailable("that " + held.key().tool() + " is left could not be written", e);
        }
    }

    private Entry record(UnderWay.Held held, EffectState outcome, RunJournal journal, Entry.ToolDone fact) {
        try {
            EffectTable.Place place = new EffectTable.Place(journal.runId(), journal.fence(), 0, time.now());
            return journal.appendWith(fact, seq -> write(held, outcome, place.at(seq), fact));
        } catch (AlreadySettled _) {
            return confirm(held, outcome, journal, fact);
        }
    }

    private void write(UnderWay.Held held, EffectState outcome, EffectTable.Place place, Entry.ToolDone fact) {
        try {
            if (!table.settle(held, outcome, place, fact)) {
                throw new AlreadySettled();
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("the outcome of an effect could not be written", e);
        }
    }

    /// The effect has an outcome already: the same one is fine, as after a lost acknowledgement; another is a defect.
    /// What this process has claimed anew had failed before.
    private Entry confirm(UnderWay.Held held, EffectState outcome, RunJournal journal, Entry.ToolDone fact) {
        try {
            EffectTable.Standing standing = table.standing(held.hash())
                    .orElseThrow(() -> new IllegalStateException("an effect that was never claimed cannot be settled"));
            if (standing.owner() != journal.fence()) {
                throw disowned(journal.runId());
            }
            EffectState state =
                    standing.claim().equals(held.claim()) ? standing.state() : new EffectState.Failed("claimed anew");
            if (state instanceof EffectState.Started) {
                throw disowned(journal.runId());
            }
            if (!state.name().equals(outcome.name())) {
                throw new IllegalStateException(
                        "an effect that is " + state.name() + " cannot become " + outcome.name());
            }
            return journal.entries().stream()
                    .filter(entry -> entry.fact().equals(fact))
                    .findFirst()
                    .orElseGet(() -> journal.append(fact));
        } catch (SQLException e) {
            throw new LedgerUnavailable("the effect ledger does not answer", e);
        }
    }

    @Override
    public void awaitSettled(String rootRun, RunJournal journal) {
        underWay.ofRoot(rootRun).forEach(this::waitFor);
        try {
            for (var claim : unheard.entrySet()) {
                if (claim.getValue().rootRun().equals(rootRun)) {
                    release(claim.getKey());
                }
            }
            table.giveUpLeft(rootRun, journal.runId(), journal.fence(), NO_OUTCOME);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the effect ledger does not answer", e);
        }
    }

    /// Waits for an effect of this process; one that outlives its limit is in doubt from then on. It may still settle
    /// itself later, with what is then known to be true.
    private void waitFor(UnderWay.Held held) {
        while (!held.free()) {
            Runnable owed = held.owed();
            UnderWay.Limit limit = held.limit();
            if (owed != null) {
                owed.run();
            } else if (limit == null) {
                underWay.await(held, BETWEEN_LOOKS);
            } else if (!underWay.await(held, underWay.left(limit).plus(GRACE)) && held.owed() == null) {
                giveUp(held);
            }
        }
    }

    private void giveUp(UnderWay.Held held) {
        if (!held.giveUp()) {
            underWay.await(held, BETWEEN_LOOKS);
            return;
        }
        try {
            table.giveUp(held.hash(), held.claim(), NO_OUTCOME);
        } catch (SQLException e) {
            throw new LedgerUnavailable("an unfinished effect could not be marked as in doubt", e);
        }
        underWay.leave(held);
    }

    @Override
    public List<Effect> effects(String rootRun) {
        try {
            return list.effects(rootRun);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the effect ledger does not answer", e);
        }
    }

    @Override
    public List<Effect> orphans(String runId) {
        try {
            return list.orphans(runId);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the effect ledger does not answer", e);
        }
    }

    private record Unheard(String rootRun, String claim) {}

    private static Claim inDoubt(Intent intent) {
        return new Claim.AskPerson("whether an earlier call of " + intent.key().tool()
                + " in this run took effect is not known, so it does not act again without a person");
    }

    /// The row was neither started nor in doubt when its outcome came.
    private static final class AlreadySettled extends RuntimeException {
        AlreadySettled() {
            super(null, null, false, false);
        }
    }
}

package dev.belay.tool.execute;

import dev.belay.journal.Entry;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectState;
import dev.belay.ledger.LedgerUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The ledger's contract in memory. Hooks let a test stand between the lines.
final class MemoryLedger implements EffectLedger {
    private final Map<EffectKey, EffectState> rows = new LinkedHashMap<>();
    volatile Runnable afterClaim = () -> {};
    volatile boolean away;
    /// Age of what a dead process left, if it left anything; adopted by the first claim.
    volatile Duration left;
    volatile int settleFailures;
    volatile boolean givenUp;
    volatile Supplier<Sending> sending = () -> Sending.NOW;
    final AtomicInteger sends = new AtomicInteger();

    @Override
    public Claim claim(Intent intent, Duration timeout) {
        Claim claim = claimed(intent.key());
        afterClaim.run();
        return claim;
    }

    private synchronized Claim claimed(EffectKey key) {
        if (away) {
            throw new LedgerUnavailable("away", null);
        }
        EffectState state = rows.get(key);
        if (state instanceof EffectState.Done || state instanceof EffectState.InDoubt) {
            return new Claim.Recorded(state);
        }
        boolean doubt = rows.entrySet().stream()
                .anyMatch(
                        row -> row.getKey().tool().equals(key.tool()) && row.getValue() instanceof EffectState.InDoubt);
        if (doubt) {
            return new Claim.AskPerson("an earlier call is in doubt");
        }
        if (state instanceof EffectState.Started && left == null) {
            throw new AssertionError("claimed twice: " + key);
        }
        rows.put(key, new EffectState.Started());
        Hold hold = () -> key;
        return left == null ? new Claim.Mine(hold) : new Claim.Adopted(hold, left, left);
    }

    @Override
    public Transacted transact(Intent intent, Duration limit, RunJournal journal, Act act) {
        Claim claim = claimed(intent.key());
        if (!(claim instanceof Claim.Mine mine)) {
            return new Transacted.NotMine(claim);
        }
        Outcome outcome = performed(intent, act);
        return new Transacted.Settled(settle(mine.hold(), outcome.state(), journal, outcome.fact()), outcome.state());
    }

    /// An act that does not come back leaves no row.
    private Outcome performed(Intent intent, Act act) {
        try {
            return act.perform(null);
        } catch (RuntimeException e) {
            synchronized (this) {
                rows.remove(intent.key());
            }
            throw e;
        }
    }

    @Override
    public Sending sends(Hold hold, RunJournal journal) {
        sends.incrementAndGet();
        return givenUp ? Sending.GIVEN_UP : sending.get();
    }

    @Override
    public synchronized Entry settle(Hold hold, EffectState outcome, RunJournal journal, Entry.ToolDone fact) {
        EffectKey key = hold.key();
        if (settleFailures > 0) {
            settleFailures--;
            throw new LedgerUnavailable("away for a moment", null);
        }
        EffectState state = rows.get(key);
        if (!(state instanceof EffectState.Started || state instanceof EffectState.InDoubt)) {
            throw new AssertionError("settled from " + state);
        }
        rows.put(key, outcome);
        notifyAll();
        return journal.append(fact);
    }

    @Override
    public synchronized void release(Hold hold, Intent intent, String question) {
        EffectState.Started started = (EffectState.Started) rows.get(intent.key());
        rows.put(intent.key(), intent.approval() == null ? started.released(question) : started.releasedUnspent());
    }

    @Override
    public synchronized void leave(Hold hold, RunJournal journal) {
        if (left == null || !(rows.get(hold.key()) instanceof EffectState.Started)) {
            throw new AssertionError("left from " + rows.get(hold.key()));
        }
    }

    synchronized List<String> states() {
        return rows.values().stream().map(EffectState::name).toList();
    }

    @Override
    public void awaitSettled(String rootRun, RunJournal journal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Effect> orphans(String runId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized List<Effect> effects(String rootRun) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().rootRun().equals(rootRun))
                .map(row -> new Effect(row.getKey(), "run", EffectClass.KEYED, row.getValue(), Instant.EPOCH))
                .toList();
    }

    /// As a dead process left it.
    synchronized void leave(EffectKey key, Duration age) {
        rows.put(key, new EffectState.Started());
        left = age;
    }
}

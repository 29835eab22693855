package dev.belay.ledger;

import dev.belay.exchange.message.ToolResult;
import dev.belay.journal.Entry;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.platform.Ids;
import dev.belay.platform.Pause;
import dev.belay.platform.Time;
import dev.belay.support.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// A ledger on a real database whose troubles a test chooses, and the calls of one run.
abstract class LedgerOnDatabase {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    final TestDatabase.Counting counting = TestDatabase.counting();
    final Journals journals = JournalsForTests.on(counting.database());
    final Ids ids = new Ids(Time.SYSTEM.wall());
    final String run = ids.run();
    final RunJournal journal = journals.open(run, TestDatabase.run(run));
    final AtomicLong nanos = new AtomicLong();
    final ConcurrentLinkedQueue<Duration> naps = new ConcurrentLinkedQueue<>();
    /// Waiting takes no time: it only moves the ticker.
    final Pause leap = (nap, cancellation) -> {
        cancellation.check();
        naps.add(nap);
        nanos.addAndGet(nap.toNanos());
    };
    final StoredLedger ledger = ledger(leap);
    /// Of the latest claim that was granted, by what was claimed.
    final Map<String, EffectLedger.Hold> holds = new ConcurrentHashMap<>();

    StoredLedger ledger(Pause pause) {
        return new StoredLedger(counting.database(), journals, new Time(Time.SYSTEM.wall(), nanos::get), pause, ids);
    }

    Claim claim(String what) {
        Claim claim = ledger.claim(intent(what), TIMEOUT);
        if (claim instanceof Claim.Mine(EffectLedger.Hold hold)) {
            holds.put(what, hold);
        }
        return claim;
    }

    Entry settle(String what, EffectState outcome) {
        return ledger.settle(holds.get(what), outcome, journal, fact(what));
    }

    EffectLedger.Intent intent(String what) {
        return new EffectLedger.Intent(key(what), run, EffectClass.UNSAFE);
    }

    EffectKey key(String what) {
        return new EffectKey(run, "write", "{\"what\":\"" + what + "\"}", 0);
    }

    Entry.ToolDone fact(String what) {
        ToolResult result = new ToolResult(what, "write", "done", ToolResult.Status.OK, ToolResult.Source.EXECUTED);
        return new Entry.ToolDone(1, result, "UNSAFE", key(what).hash(), 5);
    }

    EffectState stateOf(String what) {
        return ledger.effects(run).stream()
                .filter(effect -> effect.key().equals(key(what)))
                .findFirst()
                .orElseThrow()
                .state();
    }

    StoredLedger otherProcess() {
        return new StoredLedger(TestDatabase.database(), journals, Time.SYSTEM, leap, ids);
    }
}

package dev.belay.tool.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Cancellation;
import dev.belay.exchange.Deadline;
import dev.belay.exchange.Scopes;
import dev.belay.exchange.message.ToolCall;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.journal.RunJournal;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.EffectLedger.Claim;
import dev.belay.ledger.EffectState;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Database;
import dev.belay.platform.Ids;
import dev.belay.platform.Json;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.TestDatabase;
import dev.belay.tool.Arguments;
import dev.belay.tool.Tool;
import dev.belay.tool.ToolCatalog;
import dev.belay.tool.ToolContext;
import dev.belay.tool.ToolDescription;
import dev.belay.tool.ToolDoor;
import dev.belay.tool.ToolSource;
import dev.belay.tool.execute.call.Asked;
import dev.belay.tool.execute.call.Calls;
import dev.belay.tool.guard.Configured;
import dev.belay.tool.guard.Guards;
import dev.belay.tool.paid.Fare;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A process dies while its last request is on its way. The destination takes in what it gets after 20 s, keeps no key,
/// and can only say what it has taken in. On real tables, with a clock that only waiting moves.
class LateArrivalTest implements Tool {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(13);
    private static final Duration UNDER_WAY = Duration.ofSeconds(20);
    private static final String ARGUMENTS = "{\"n\":1}";

    private final Database database = TestDatabase.database();
    private final Workers workers = new Workers();
    private final String run = new Ids(Time.SYSTEM.wall()).run();
    private final EffectKey key = new EffectKey(run, "act", ARGUMENTS, 0);
    private final AtomicLong nanos = new AtomicLong();
    private final Time time = new Time(Time.SYSTEM.wall(), nanos::get);
    private final AtomicInteger sent = new AtomicInteger();
    /// How many effects there were.
    private final AtomicInteger effects = new AtomicInteger();
    /// When the destination takes in what was sent, on the ticker.
    private final AtomicLong arrives = new AtomicLong(Long.MAX_VALUE);
    /// Up to when the database's rows are as old as they would be, on the ticker.
    private final AtomicLong told = new AtomicLong();
    private volatile long fence;
    /// What the last process found out.
    private final AtomicReference<EffectState> outcome = new AtomicReference<>();

    @AfterEach
    void close() {
        workers.close();
    }

    /// The first request is refused, the second is under way for 13 s when its process is found dead.
    @Test
    void whatWasSentAgainBeforeItsProcessDiedIsWaitedFor() {
        fence = TestDatabase.run(run);
        Journals first = JournalsForTests.on(database);

        causes(first, first.open(run, fence));

        assertThat(outcome.get()).isEqualTo(new EffectState.Done("taken in"));
        waits(Duration.ofHours(1));
        assertThat(effects).hasValue(1);
    }

    /// The first process dies before it sends anything, who adopts the effect 13 s after it has sent it.
    @Test
    void whatAnAdopterSentIsWaitedForByTheNext() throws SQLException {
        fence = TestDatabase.run(run);
        Journals first = JournalsForTests.on(database);
        first.open(run, fence);
        LedgerForTests.on(database, first, time).claim(intent(), TIMEOUT);
        sent.incrementAndGet();
        dies(Duration.ofMinutes(1));

        adopted();

        assertThat(outcome.get()).isEqualTo(new EffectState.Done("taken in"));
        waits(Duration.ofHours(1));
        assertThat(effects).hasValue(1);
    }

    @Override
    public String run(Arguments arguments, ToolContext context) throws Exception {
        int number = sent.incrementAndGet();
        if (number == 2) {
            arrives.set(nanos.get() + UNDER_WAY.toNanos());
            dies(DEAD_AFTER);
            adopted();
        }
        if (number > 2) {
            effects.incrementAndGet();
            return "sent once more";
        }
        throw new IOException("refused, or nobody is there any more to hear it");
    }

    @Override
    public Reconciliation reconcile(Arguments arguments, ToolContext context) {
        return effects.get() > 0 ? new Reconciliation.Happened("taken in") : new Reconciliation.DidNotHappen(true);
    }

    /// The process that works on the run is found dead, and the next takes it.
    private void dies(Duration after) throws SQLException {
        nanos.addAndGet(after.toNanos());
        Duration since = Duration.ofNanos(nanos.get() - told.getAndSet(nanos.get()));
        database.update(
                "update effect set started_at = started_at - ? * interval '1 millisecond',"
                        + " sent_at = sent_at - ? * interval '1 millisecond' where run_id = ?",
                since.toMillis(),
                after.toMillis(),
                UUID.fromString(run));
        TestDatabase.dies(fence);
        fence = TestDatabase.process();
        TestDatabase.taken(run, fence);
    }

    private void adopted() {
        Journals theirs = JournalsForTests.on(database);
        causes(theirs, theirs.resume(run, fence));
    }

    private void causes(Journals journals, RunJournal journal) {
        EffectLedger ledger = LedgerForTests.on(database, journals, time);
        Claim claim = ledger.claim(intent(), TIMEOUT);
        EffectState state =
                switch (claim) {
                    case Claim.Mine mine -> effect(ledger, mine.hold(), journal).outcome();
                    case Claim.Adopted left ->
                        effect(ledger, left.hold(), journal).outcomeOf(left);
                    default -> throw new AssertionError(claim);
                };
        outcome.compareAndSet(null, state);
    }

    private EffectRun effect(EffectLedger ledger, EffectLedger.Hold hold, RunJournal journal) {
        var limits = new ToolDescription.Limits(TIMEOUT, 1000, Duration.ofHours(1));
        var description = new ToolDescription("act", "Acts.", Rig.SCHEMA, EffectClass.RECONCILABLE, limits, false);
        ToolSource source = () -> List.of(new ToolSource.Supplied(description, this, "test"));
        var owner = new ToolDoor.Owner(run, run, Caller.LOCAL, "belay");
        Deadline deadline = Deadline.after(Duration.ofHours(1), time.ticker());
        var bench = new ToolDoor.Bench(owner, Set.of("act"), deadline, new Cancellation(), journal, Scopes.SILENT);
        var asked = new Asked(
                new ToolCall("c1", "act", ARGUMENTS),
                1,
                bench,
                new ToolCatalog(List.of(source)).find("act"),
                new Arguments((ObjectNode) Json.tree(ARGUMENTS)),
                ARGUMENTS);
        var tools = new EffectRun.Tools(
                new Calls(workers, Time.SYSTEM),
                workers,
                new HeldLease(),
                time,
                (wait, _) -> waits(wait),
                new Guards(Configured.with(Map.of()).guard(), time));
        return new EffectRun(asked, Scopes.SILENT, new EffectRun.Granted(ledger, hold), tools, Fare.FREE);
    }

    private EffectLedger.Intent intent() {
        return new EffectLedger.Intent(key, run, EffectClass.RECONCILABLE);
    }

    private void waits(Duration wait) {
        if (nanos.addAndGet(wait.toNanos()) >= arrives.get()) {
            arrives.set(Long.MAX_VALUE);
            effects.incrementAndGet();
        }
    }
}

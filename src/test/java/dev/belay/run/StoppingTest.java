package dev.belay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.Caller;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.Scopes;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs that somebody stops stop here, whatever the database does, and wherever they go on.
class StoppingTest {
    private final TestDatabase.Counting counting = TestDatabase.counting();
    private final Workers workers = new Workers();
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final Caller caller = new Caller("caller-" + ids.run(), Set.of(Caller.Scope.ASK), null);
    private final Journals journals = JournalsForTests.on(counting.database());
    private final EffectLedger ledger = LedgerForTests.on(counting.database(), journals);
    private final FixedLease lease = new FixedLease(TestDatabase.process());
    private final RunRegistry registry =
            new RunRegistry(counting.database(), new Books(journals, ledger, lease), Time.SYSTEM, ids, workers);
    private final Runs runs = new StoredRuns(registry, journals, null, ledger, null);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void aCancelledRunStopsThoughTheDatabaseIsAway() throws SQLException {
        LiveRun run = open(true).run();
        counting.trouble(Trouble.AWAY);

        assertThatThrownBy(() -> runs.cancel(run.id(), caller, "enough")).isInstanceOf(JournalUnavailable.class);

        assertThat(run.cancellation().reason()).isEqualTo("enough");
        counting.trouble(Trouble.NONE);
        assertThat(runs.cancel(run.id(), caller, "enough, asked again"))
                .as("acknowledged once it is written down")
                .isTrue();
        assertThat(cancelReason(run)).isEqualTo("enough, asked again");
    }

    /// As a tool does that acts in the ledger's transaction.
    @Test
    void aCancelledRunStopsThoughItsRowIsHeld() throws Exception {
        LiveRun run = open(true).run();
        CountDownLatch stopped = new CountDownLatch(1);
        run.cancellation().onCancel(stopped::countDown);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection tool = TestDatabase.source().getConnection()) {
            tool.setAutoCommit(false);
            tool.createStatement().execute("select 1 from run where id = '" + run.id() + "' for share");

            Future<Boolean> cancelled = threads.submit(() -> runs.cancel(run.id(), caller, "enough"));

            boolean inTime = stopped.await(10, TimeUnit.SECONDS);
            tool.rollback();
            assertThat(inTime).isTrue();
            assertThat(cancelled.get()).isTrue();
        }
        assertThat(cancelReason(run)).isEqualTo("enough");
    }

    @Test
    void aCancelIsAcknowledgedThoughTheRunHasEndedFromIt() {
        LiveRun run = open(true).run();
        run.cancellation().onCancel(() -> run.end(new Outcome.Cancelled("enough")));

        assertThat(runs.cancel(run.id(), caller, "enough")).isTrue();
    }

    @Test
    void aRunThatNobodyWaitsForStopsThoughTheDatabaseIsAway() {
        var opened = open(false);
        counting.trouble(Trouble.AWAY);

        opened.seat().hangUp("the caller hung up");

        assertThat(opened.run().cancellation().reason()).isEqualTo("the caller hung up");
        counting.trouble(Trouble.NONE);
    }

    @Test
    void thatNobodyWaitsForARunIsKnownToWhoeverTakesItOver() throws SQLException {
        var opened = open(false);

        opened.seat().hangUp("the caller hung up");

        assertThat(cancelReason(opened.run())).isEqualTo("the caller hung up");
    }

    /// Whoever asked again waits for it where it goes on, which may be here, under the same number.
    @Test
    void whoHangsUpOnARunThatThisProcessHasLeftStopsItNowhere() throws SQLException {
        var left = open(false);
        left.run().abandon("the run rests until the database is back");
        var leaving = open(false);
        leaving.run().departure().lost();

        left.seat().hangUp("the caller hung up");
        leaving.seat().hangUp("the caller hung up");

        assertThat(cancelReason(left.run())).isEmpty();
        assertThat(cancelReason(leaving.run())).isEmpty();
        assertThat(leaving.run().cancellation().cancelled()).isFalse();
    }

    @Test
    void whoHangsUpAfterTheEndDoesNotStopWhatWasCarriedOnSince() throws SQLException {
        var opened = open(false);
        opened.run().end(new Outcome.NeedsHuman("may it?", "refund"));
        TestDatabase.database()
                .update(
                        "update run set state = 'RUNNING' where id = ?",
                        UUID.fromString(opened.run().id()));

        opened.seat().hangUp("the caller hung up");

        assertThat(cancelReason(opened.run())).isEmpty();
    }

    @Test
    void whoHangsUpDoesNotStopWhatAnotherProcessHasTakenMeanwhile() throws SQLException {
        var opened = open(false);
        TestDatabase.taken(opened.run().id(), TestDatabase.process());

        opened.seat().hangUp("the caller hung up");

        assertThat(cancelReason(opened.run())).isEmpty();
    }

    private static String cancelReason(LiveRun run) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select coalesce(cancel_reason, '') from run where id = ?",
                        row -> row.getString(1),
                        UUID.fromString(run.id()))
                .getFirst();
    }

    private RunRegistry.Opened.Fresh open(boolean kept) {
        return (RunRegistry.Opened.Fresh) registry.open(new RunRegistry.NewRun(
                caller,
                Bench.request(null),
                new RunRegistry.Plan("sequential", "belay", true, kept),
                new RunRegistry.Once(null, false),
                Map.of(),
                _ -> Scopes.SILENT));
    }
}

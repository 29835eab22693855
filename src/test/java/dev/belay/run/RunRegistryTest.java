package dev.belay.run;

import static dev.belay.journal.Said.USAGE;
import static dev.belay.journal.Said.decision;
import static dev.belay.journal.Said.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.exchange.BelayEvent;
import dev.belay.exchange.Caller;
import dev.belay.exchange.Failure;
import dev.belay.exchange.Outcome;
import dev.belay.exchange.RunState;
import dev.belay.exchange.Usage;
import dev.belay.journal.Entry;
import dev.belay.journal.JournalUnavailable;
import dev.belay.journal.Journals;
import dev.belay.journal.JournalsForTests;
import dev.belay.ledger.EffectClass;
import dev.belay.ledger.EffectKey;
import dev.belay.ledger.EffectLedger;
import dev.belay.ledger.LedgerForTests;
import dev.belay.platform.Ids;
import dev.belay.platform.Time;
import dev.belay.platform.Workers;
import dev.belay.support.Heard;
import dev.belay.support.TestDatabase;
import dev.belay.support.TestDatabase.Counting.Trouble;
import io.quarkus.runtime.ShutdownEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunRegistryTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestDatabase.Counting counting = TestDatabase.counting();
    private final Workers workers = new Workers();
    private final Ids ids = new Ids(Time.SYSTEM.wall());
    private final String caller = "caller-" + ids.run();
    private final Journals journals = JournalsForTests.on(counting.database());
    private final EffectLedger ledger = LedgerForTests.on(counting.database(), journals);
    private final FixedLease lease = new FixedLease(TestDatabase.process());
    private final RunRegistry registry =
            new RunRegistry(counting.database(), new Books(journals, ledger, lease), Time.SYSTEM, ids, workers);
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void writesAndAnnouncesARunThatFallsAndHolds() throws SQLException {
        LiveRun run = fresh(open(null, "hash", false));
        LiveRun.Attempt first = run.begin("native", 0);
        run.journal().append(decision("a"));
        run.journal().append(done(2, "a", "A"));
        Failure silent = new Failure.Silent("no first token in 5 s", Failure.Silent.Phase.FIRST_TOKEN);
        first.failed(silent, USAGE, 1);
        run.settle();
        run.fell("native", silent, "adk");
        LiveRun.Attempt second = run.begin("adk", 1);
        run.journal().append(new Entry.Correction("adk", "bad_answer.empty", "say something", Usage.NONE));
        run.journal().append(new Entry.Correction("adk", "bad_answer.empty", "say something", Usage.NONE));
        run.journal().append(decision());
        second.held(false, USAGE, 0);
        RunRecord end = run.end(Bench.answered("adk"));

        assertThat(end.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(end.attempts()).isEqualTo(2);
        assertThat(end.usage()).isEqualTo(USAGE.plus(USAGE));
        assertThat(registry.live(run.id())).isEmpty();
        assertThat(row(run.id())).containsExactly("SUCCEEDED", "2", "adk");
        assertThat(journals.read(run.id(), 0).stream().map(Entry::fact))
                .contains(new Entry.AttemptStarted("adk", 2, 1))
                .endsWith(new Entry.TierHeld("adk", false), new Entry.Ended(RunState.SUCCEEDED, null));
        String id = run.id();
        assertThat(heard.events())
                .containsExactly(
                        new BelayEvent.RunStarted(id, "sequential", "belay", null),
                        new BelayEvent.AttemptStarted(id, "native", 1, 0, 0),
                        new BelayEvent.AttemptEnded(
                                id, "native", 1, silent, USAGE, 1, false, new BelayEvent.Words(1, 0)),
                        new BelayEvent.TierFell(id, "native", silent, "adk"),
                        new BelayEvent.AttemptStarted(id, "adk", 2, 1, 1),
                        new BelayEvent.TierHeld(id, "adk", false),
                        new BelayEvent.AttemptEnded(id, "adk", 2, null, USAGE, 0, false, new BelayEvent.Words(0, 2)),
                        new BelayEvent.RunEnded(id, RunState.SUCCEEDED, "adk", null, USAGE.plus(USAGE), 2));
    }

    @Test
    void takesOneStatementToOpenAndOneToEnd() {
        LiveRun run = fresh(open(null, "hash", false));
        assertThat(counting.statements()).isEqualTo(1);
        run.end(Bench.answered("native"));
        assertThat(counting.statements()).isEqualTo(2);
        assertThatThrownBy(() -> run.end(Bench.answered("native"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anEndingProcessWaitsForSummaries() throws SQLException {
        List<LiveRun> runs = IntStream.range(0, 20)
                .mapToObj(_ -> fresh(registry.open(wanted(null, null, false, false))))
                .toList();
        runs.forEach(run -> run.end(Bench.answered("native")));

        registry.end(new ShutdownEvent());

        for (LiveRun run : runs) {
            assertThat(row(run.id())).startsWith("SUCCEEDED");
        }
    }

    @Test
    void ignoresAnAttemptThatComesBackAfterItWasGivenUp() {
        LiveRun run = fresh(open(null, "hash", false));
        LiveRun.Attempt attempt = run.begin("native", 0);
        attempt.failed(new Failure.TimedOut("30 s"), USAGE, 0);
        attempt.held(false, USAGE, 0);

        assertThat(run.journal().entries()).hasSize(1);
        assertThat(heard.events()).hasSize(3);
    }

    @Test
    void makesEqualKeysOneRun() {
        String key = "key-1";
        LiveRun run = fresh(open(key, "hash", false));

        RunRegistry.Opened again = open(key, "hash", false);
        assertThat(attached(again)).isEqualTo(run);
        assertThat(open(key, "another hash", false)).isEqualTo(new RunRegistry.Opened.KeyReused(run.id()));

        Outcome outcome = Bench.answered("native");
        run.end(outcome);
        assertThat(run.await(LONG).orElseThrow().outcome()).isEqualTo(outcome);
        assertThat(open(key, "hash", false)).isEqualTo(elsewhere(run));
        assertThat(heard.events())
                .filteredOn(BelayEvent.RunStarted.class::isInstance)
                .hasSize(1);
    }

    @Test
    void opensOneRunForAKeyThatManySendAtOnce() throws Exception {
        Set<String> runs = new HashSet<>();
        int started = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RunRegistry.Opened>> opened = IntStream.range(0, 32)
                    .mapToObj(_ -> threads.submit(() -> open("key-2", "hash", false)))
                    .toList();
            for (Future<RunRegistry.Opened> one : opened) {
                switch (one.get()) {
                    case RunRegistry.Opened.Fresh fresh -> {
                        started++;
                        runs.add(fresh.run().id());
                    }
                    case RunRegistry.Opened.Attached attached -> runs.add(attached.runId());
                    case RunRegistry.Opened.KeyReused reused -> runs.add("reused " + reused.runId());
                }
            }
        }
        assertThat(started).isEqualTo(1);
        assertThat(runs).hasSize(1);
    }

    @Test
    void recognisesAClientsOwnRetry() {
        LiveRun run = fresh(open(null, "hash", false));
        assertThat(attached(open(null, "hash", true))).isEqualTo(run);
        assertThat(open(null, "other", true)).isInstanceOf(RunRegistry.Opened.Fresh.class);
        assertThat(open(null, "hash", false)).as("sent again on purpose").isInstanceOf(RunRegistry.Opened.Fresh.class);

        run.end(Bench.answered("native"));
        assertThat(open(null, "hash", true)).isInstanceOf(RunRegistry.Opened.Attached.class);
    }

    @Test
    void triesAgainForAClientWhoseRunFailedWithoutEffect() {
        LiveRun run = fresh(open(null, "hash", false));
        run.end(new Outcome.Failed(new Failure.NoMatch("no rule"), new Outcome.Guidance("a", "b", "c")));

        assertThat(open(null, "hash", true)).isInstanceOf(RunRegistry.Opened.Fresh.class);
    }

    @Test
    void doesNotTryAgainOnceAnEffectWasBegun() {
        LiveRun run = fresh(open(null, "hash", false));
        assertThat(run.effectsStarted()).isFalse();
        EffectKey key = new EffectKey(run.rootId(), "pay", "{}", 0);
        ledger.claim(new EffectLedger.Intent(key, run.id(), EffectClass.UNSAFE), Duration.ofMillis(-1));
        assertThat(run.effectsStarted()).isTrue();
        run.settle();
        run.end(new Outcome.Failed(new Failure.NoMatch("no rule"), new Outcome.Guidance("a", "b", "c")));

        assertThat(open(null, "hash", true)).isEqualTo(elsewhere(run));
    }

    @Test
    void recognisesARetryOfALiveRunWithoutJournal() {
        LiveRun run = fresh(registry.open(wanted(null, "hash", false, false)));
        assertThat(attached(registry.open(wanted(null, "hash", true, false)))).isEqualTo(run);
    }

    @Test
    void aRetryDoesNotJoinARunThatStopsBecauseItsCallerHungUp() {
        var first = (RunRegistry.Opened.Fresh) registry.open(wanted(null, "hash", false, false));
        assertThat(first.seat().hangUp("the caller hung up")).isTrue();

        LiveRun own = fresh(registry.open(wanted(null, "hash", true, false)));

        assertThat(attached(registry.open(wanted(null, "hash", true, false))))
                .as("the next retry joins the newer one")
                .isEqualTo(own);
    }

    @Test
    void aRetryDoesNotJoinAJournaledRunThatStopsEither() {
        LiveRun run = fresh(registry.open(wanted(null, "hash", false, new Kept(true, false))));
        run.cancellation().cancel("the caller hung up");

        assertThat(registry.open(wanted(null, "hash", true, new Kept(true, false))))
                .isInstanceOf(RunRegistry.Opened.Fresh.class);
    }

    @Test
    void aRetryJoinsARunThatActsThoughItStops() {
        LiveRun run = fresh(open(null, "hash", false));
        run.cancellation().cancel("enough");

        assertThat(attached(open(null, "hash", true))).isEqualTo(run);
    }

    @Test
    void writesNothingBeforeTheEndOfARunWithoutJournal() throws Exception {
        LiveRun run = fresh(registry.open(wanted(null, "hash", false, false)));
        run.begin("native", 0).held(false, USAGE, 0);
        run.settle();
        assertThat(run.effectsStarted()).isFalse();
        assertThat(counting.statements()).isZero();

        run.end(Bench.answered("native"));
        assertThat(run.await(LONG)).isPresent();
        registry.end(new ShutdownEvent());

        assertThat(registry.live(run.id())).isEmpty();
        assertThat(row(run.id())).containsExactly("SUCCEEDED", "1", "native");
        assertThat(counting.statements()).as("run and journal").isEqualTo(1);
        assertThat(journals.read(run.id(), 0))
                .isEqualTo(run.journal().entries())
                .hasSize(3);
    }

    @Test
    void aSummaryThatCannotBeStoredDoesNotTakeOthersAlong() throws Exception {
        List<LiveRun> good = IntStream.range(0, 3)
                .mapToObj(_ -> fresh(registry.open(wanted(null, null, false, false))))
                .toList();
        LiveRun bad = fresh(registry.open(wanted(null, "zero \u0000 character", false, false)));
        good.getFirst().end(Bench.answered("native"));
        bad.end(Bench.answered("native"));
        good.subList(1, 3).forEach(run -> run.end(Bench.answered("native")));

        registry.end(new ShutdownEvent());

        for (LiveRun run : good) {
            assertThat(row(run.id())).startsWith("SUCCEEDED");
        }
        assertThat(registry.all())
                .as("nothing is kept of what could not be written")
                .isEmpty();
    }

    @Test
    void anAnswerStandsThoughItsSummaryCannotBeWritten() {
        LiveRun run = fresh(registry.open(wanted(null, "hash", false, false)));
        counting.trouble(Trouble.AWAY);

        RunRecord end = run.end(Bench.answered("native"));
        registry.end(new ShutdownEvent());

        assertThat(run.await(LONG)).contains(end);
        assertThat(registry.all()).isEmpty();
    }

    @Test
    void startsNothingWithoutTheDatabase() {
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> open("key", "hash", false)).isInstanceOf(JournalUnavailable.class);
        assertThat(registry.all()).isEmpty();
        assertThat(heard.events()).isEmpty();
    }

    @Test
    void writesTheEndLaterWhenTheDatabaseIsAwayAndSaysNothingBefore() {
        LiveRun run = fresh(open("key", "hash", false));
        counting.trouble(Trouble.AWAY);
        assertThatThrownBy(() -> run.end(Bench.answered("native"))).isInstanceOf(JournalUnavailable.class);
        assertThat(run.record().state()).isEqualTo(RunState.RUNNING);
        assertThat(registry.live(run.id())).contains(run);

        counting.trouble(Trouble.NONE);
        assertThat(run.await(LONG).orElseThrow().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void knowsWhetherARunWasCancelledBeforeItWasLeft() {
        LiveRun cancelled = fresh(open(null, "one", false));
        cancelled.cancellation().cancel("enough");
        LiveRun left = fresh(open(null, "two", false));

        lease.lose();
        left.departure().leave("this process stops");

        assertThat(cancelled.departure().decided()).isTrue();
        assertThat(cancelled.departure().stoppedWork()).isFalse();
        assertThat(left.departure().decided()).isTrue();
        assertThat(left.departure().stoppedWork())
                .as("for whichever reason came first")
                .isTrue();
    }

    @Test
    void endsOnceThoughTheAnswerWasLost() throws SQLException {
        LiveRun run = fresh(open(null, "hash", false));
        counting.trouble(Trouble.ANSWER_LOST);
        assertThatThrownBy(() -> run.end(Bench.answered("native"))).isInstanceOf(JournalUnavailable.class);
        counting.trouble(Trouble.NONE);

        assertThat(run.await(LONG)).isPresent();
        assertThat(row(run.id())).containsExactly("SUCCEEDED", "0", "native");
        assertThat(JournalsForTests.on(TestDatabase.database()).read(run.id(), 0))
                .hasSize(1);
    }

    private RunRegistry.Opened open(String key, String hash, boolean retry) {
        return registry.open(wanted(key, hash, retry, true));
    }

    private record Kept(boolean journaled, boolean forItsCaller) {}

    private RunRegistry.NewRun wanted(String key, String hash, boolean retry, boolean durable) {
        return wanted(key, hash, retry, new Kept(durable, durable));
    }

    private RunRegistry.NewRun wanted(String key, String hash, boolean retry, Kept kept) {
        return new RunRegistry.NewRun(
                new Caller(caller, Set.of(Caller.Scope.ASK), null),
                Bench.request(key),
                new RunRegistry.Plan("sequential", "belay", kept.journaled(), kept.forItsCaller()),
                new RunRegistry.Once(hash, retry),
                Map.of("traceparent", "00-a-b-01"),
                started -> {
                    heard.open(started);
                    return heard;
                });
    }

    private static LiveRun fresh(RunRegistry.Opened opened) {
        assertThat(opened).isInstanceOf(RunRegistry.Opened.Fresh.class);
        return ((RunRegistry.Opened.Fresh) opened).run();
    }

    private static LiveRun attached(RunRegistry.Opened opened) {
        assertThat(opened).isInstanceOf(RunRegistry.Opened.Attached.class);
        return ((RunRegistry.Opened.Attached) opened).live();
    }

    private static RunRegistry.Opened elsewhere(LiveRun run) {
        return new RunRegistry.Opened.Attached(run.id(), null, null);
    }

    private static List<String> row(String runId) throws SQLException {
        return TestDatabase.database()
                .query(
                        "select state, attempts, outcome #>> '{answer,provenance,tier}' as tier from run where id = ?",
                        row -> List.of(row.getString("state"), row.getString("attempts"), row.getString("tier")),
                        java.util.UUID.fromString(runId))
                .getFirst();
    }
}
